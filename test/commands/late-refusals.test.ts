import { readdirSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import { describe, expect, it } from 'vitest'
import { lateBesides, lateEntries, lateRefusals, metBefore } from './late-refusals.ts'

const source = join(import.meta.dirname, '../../src')
const files = readdirSync(source, { recursive: true, encoding: 'utf8' })
  .filter(file => file.endsWith('.ts'))
  .map(file => file.replaceAll('\\', '/'))
  .sort()
const textOf = (file: string) => readFileSync(join(source, file), 'utf8')
const isIn = (file: string, entry: string) => file === entry || (entry.endsWith('/') && file.startsWith(entry))

/** What a module imports as more than types. */
function importsOf(file: string): string[] {
  const imports = /^(?:import|export)\s+(?!type\b)([^'"]*?)from\s+'(\.[^']+)'|\bimport\('(\.[^']+)'\)/gm
  return [...textOf(file).matchAll(imports)].flatMap(([, names = '', path, lazy]) => {
    const listed = /^\{([\s\S]*)\}\s*$/.exec(names.trim())?.[1]?.split(',') ?? ['all']
    const isType = listed.every(name => name.trim() === '' || name.trim().startsWith('type '))
    return isType && lazy === undefined ? [] : [posix.join(posix.dirname(file), path ?? lazy ?? '')]
  })
}

function lateFiles(): string[] {
  const found = new Set<string>()
  const open: string[] = [...lateEntries]
  for (let file = open.pop(); file !== undefined; file = open.pop()) {
    if (found.has(file)) continue
    found.add(file)
    open.push(...importsOf(file))
  }
  return files.filter(file => found.has(file) || lateBesides.some(entry => isIn(file, entry)))
}

/** The codes that a module may refuse with: all that stand in it, but for those it compares with. */
function codesIn(file: string): string[] {
  const text = textOf(file).replace(/[!=]==\s*'BH\d{3}'/g, '')
  return [...new Set([...text.matchAll(/['"`](BH\d{3})\b/g)].map(([, code = '']) => code))].sort()
}

const late = lateFiles()
const before = Object.keys(metBefore)

describe('refusals after the first build has started', () => {
  it('are looked for in all modules that run then', () => {
    expect(late.length).toBeGreaterThan(120)
    expect([...lateEntries, ...lateBesides].filter(entry => !files.some(file => isIn(file, entry)))).toEqual([])
  })

  it('are each listed with the reason why they cannot come earlier', () => {
    const judged = late.filter(file => !before.some(entry => isIn(file, entry)))
    const found = judged.flatMap(file => codesIn(file).map(code => `${file} ${code}`))
    expect(lateRefusals.map(({ file, code }) => `${file} ${code}`).sort()).toEqual(found.sort())
  })

  it('have reasons, and no module is listed that has no refusal', () => {
    const reasons = [...lateRefusals.map(({ why }) => why), ...Object.values(metBefore)]
    expect(reasons.filter(why => why.length < 10)).toEqual([])
    const refusing = late.filter(file => codesIn(file).length > 0)
    expect(before.filter(entry => !refusing.some(file => isIn(file, entry)))).toEqual([])
  })
})
