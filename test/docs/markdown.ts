import { readdirSync } from 'node:fs'
import { join } from 'node:path'

/** A fenced block of a Markdown file. */
export interface Fence {
  /** The first word after the fence. */
  readonly language: string
  /** The second word: the path of the file that the block shows. */
  readonly path: string | undefined
  /** The heading it stands under, without marks. */
  readonly section: string
  /** Index of the first and of the closing line, from 0. */
  readonly start: number
  readonly end: number
  readonly lines: readonly string[]
}

/** Lists the fenced blocks of a Markdown text. */
export function fencesOf(text: string): Fence[] {
  const lines = text.split('\n')
  const fences: Fence[] = []
  let section = ''
  for (let at = 0; at < lines.length; at++) {
    const heading = /^#+\s+(.*)$/.exec(lines[at] ?? '')
    if (heading !== null) section = heading[1] ?? ''
    const opened = /^```(\S+)(?:\s+(\S+))?$/.exec(lines[at] ?? '')
    if (opened === null) continue
    const end = lines.indexOf('```', at + 1)
    if (end < 0) throw new Error(`the fence of line ${at + 1} is never closed`)
    const [, language = '', path] = opened
    fences.push({ language, path, section, start: at + 1, end, lines: lines.slice(at + 1, end) })
    at = end
  }
  return fences
}

/** The targets of a Markdown text's links, fenced blocks and inline code excepted. */
export function linksOf(text: string): string[] {
  const prose = text
    .replace(/^```[\s\S]*?^```$/gm, '')
    .replace(/`[^`\n]*`/g, '')
    .matchAll(/\]\(([^)\s]+)\)/g)
  return [...prose].map(match => match[1] ?? '')
}

/** The anchors that a Markdown text's headings get. */
export function anchorsOf(text: string): string[] {
  const headings = text.replace(/^```[\s\S]*?^```$/gm, '').matchAll(/^#+\s+(.*)$/gm)
  return [...headings].map(match =>
    (match[1] ?? '')
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replace(/\s/g, '-'),
  )
}

const foreign: ReadonlySet<string> = new Set(['node_modules', 'dist', 'lib', '.git', 'coverage', 'corpus'])

/** The Markdown files of the project, relative to its root. */
export function markdownFiles(root: string, folder = ''): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap(entry => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return foreign.has(entry.name) ? [] : markdownFiles(root, path)
    return entry.name.endsWith('.md') ? [path] : []
  })
}
