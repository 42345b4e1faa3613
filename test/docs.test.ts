import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { describe, expect, test } from 'vitest'
import { openWorkshop } from './docs/console.ts'
import { anchorsOf, type Fence, fencesOf, linksOf, markdownFiles } from './docs/markdown.ts'
import { startSetting } from './docs/registries.ts'

const root = join(import.meta.dirname, '..')
const pagesFolder = join(root, 'docs/errors')
const read = (path: string) => readFileSync(join(root, path), 'utf8')

/** UPDATE_DOCS=1 writes what the commands of the documents print, in place of comparing. */
const updates = process.env.UPDATE_DOCS === '1'

const pages = readdirSync(pagesFolder)
  .filter(name => /^BH\d{3}\.md$/.test(name))
  .map(name => name.slice(0, -3))
  .sort()

/** The codes that the sources name in code; a comment may name one as an example. */
function thrownCodes(): string[] {
  const files = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' }).filter(file =>
    file.endsWith('.ts'),
  )
  const codes = files.flatMap(file => read(join('src', file)).match(/'BH\d{3}'/g) ?? [])
  return [...new Set(codes.map(code => code.slice(1, -1)))].sort()
}

/** The sections of a page and their text. */
function sectionsOf(text: string): Map<string, string> {
  const parts = text.replace(/^```[\s\S]*?^```$/gm, block => block.replaceAll('\n#', '\n ')).split(/^## /m)
  return new Map(parts.slice(1).map(part => [part.split('\n', 1)[0] ?? '', part.slice(part.indexOf('\n')).trim()]))
}

describe('docs/errors', () => {
  test('has a page for every code that is thrown, and no other', () => {
    expect(pages).toEqual(thrownCodes())
  })

  test('has an index of all pages with their titles', () => {
    const rows = read('docs/errors/README.md').match(/^\| \[BH\d{3}\].*$/gm)
    const wanted = pages.map(code => {
      const [, title] = /^# BH\d{3}: (.*)$/m.exec(read(`docs/errors/${code}.md`)) ?? []
      return `| [${code}](${code}.md) | ${title} |`
    })
    expect(rows).toEqual(wanted)
  })

  test.each(pages)('%s has Output, Why and Fix, and shows its own message', code => {
    const text = read(`docs/errors/${code}.md`)
    expect(text).toMatch(new RegExp(`^# ${code}: \\S`))
    const sections = sectionsOf(text)
    expect([...sections.keys()]).toEqual(['Output', 'Why', 'Fix'])
    expect([...sections].filter(([, body]) => body === '')).toEqual([])
    const shown = fencesOf(text).filter(fence => fence.section === 'Output' && /^(console|text)$/.test(fence.language))
    expect(
      shown
        .flatMap(fence => fence.lines)
        .some(line => line.startsWith(`error[${code}]: `) || line.startsWith(`warning[${code}]: `)),
    ).toBe(true)
  })
})

describe('what documents say a command prints, it prints', () => {
  const runnable = pages.filter(code => consoles(read(`docs/errors/${code}.md`)).length > 0)

  test('on most error pages', () => {
    expect(runnable.length).toBeGreaterThan(pages.length / 2)
  })

  test.each(runnable)('in %s', async code => {
    await checkConsoles(`docs/errors/${code}.md`, code)
  })

  test('in the README', async () => {
    const isLocal = (fence: Fence) =>
      commandsOf(fence).every(line => /^\$ basehit (digest|--version|help)\b/.test(line))
    expect(consoles(read('README.md')).filter(isLocal).length).toBeGreaterThan(0)
    await checkConsoles('README.md', 'README', isLocal)
  })
})

function consoles(text: string): Fence[] {
  return fencesOf(text).filter(fence => fence.language === 'console')
}

function commandsOf(fence: Fence): string[] {
  return fence.lines.filter(line => line.startsWith('$ '))
}

/** Runs the console blocks of a document, each in a project of the files that the document shows. */
async function checkConsoles(path: string, name: string, wanted: (fence: Fence) => boolean = () => true) {
  const text = read(path)
  const files = Object.fromEntries(
    fencesOf(text).flatMap(fence => (fence.path === undefined ? [] : [[fence.path, `${fence.lines.join('\n')}\n`]])),
  )
  const { registry, files: own } = await startSetting(name)
  const lines = text.split('\n')
  try {
    for (const fence of consoles(text).filter(wanted).reverse()) {
      const workshop = openWorkshop({ ...files, ...own }, registry)
      const printed = await workshop.transcript(fence.lines).finally(() => workshop.remove())
      if (updates) lines.splice(fence.start, fence.end - fence.start, ...printed)
      else expect(fence.lines, `${path}: UPDATE_DOCS=1 npx vitest run test/docs.test.ts writes it`).toEqual(printed)
    }
  } finally {
    await registry.close()
  }
  if (updates) writeFileSync(join(root, path), lines.join('\n'))
}

describe('every document', () => {
  const documents = markdownFiles(root)

  test.each(documents)('%s links to what is there', path => {
    const text = read(path)
    const broken = linksOf(text).filter(link => {
      if (/^[a-z]+:/.test(link)) return false
      const [target = '', anchor] = link.split('#')
      const file = target === '' ? path : normalize(join(dirname(path), target))
      if (!existsSync(join(root, file))) return true
      return anchor !== undefined && file.endsWith('.md') && !anchorsOf(read(file)).includes(anchor)
    })
    expect(broken).toEqual([])
  })

  test.each(documents)('%s names no path of one machine', path => {
    expect(read(path).match(/(?:^|[\s`'"(])\/(?:work|root|tmp|Users)\/\S*/gm) ?? []).toEqual([])
  })
})

describe('tables', () => {
  test('the README names every exit status that the help names', () => {
    const statuses = /Exit status: (.*)/.exec(read('src/cli/help.ts'))?.[1]?.match(/\b\d(?= )/g) ?? []
    expect(statuses.length).toBeGreaterThan(3)
    expect(statuses.filter(status => !read('README.md').includes(`| ${status} |`))).toEqual([])
  })

  test('ARCHITECTURE.md has a row for every folder of src', () => {
    const folders = readdirSync(join(root, 'src'), { withFileTypes: true }).filter(entry => entry.isDirectory())
    const text = read('ARCHITECTURE.md')
    expect(folders.map(folder => folder.name).filter(name => !text.includes(`| \`${name}/\` |`))).toEqual([])
  })
})
