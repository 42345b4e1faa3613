import { readdirSync, readFileSync } from 'node:fs'
import { join, posix, relative } from 'node:path'
import { describe, expect, it } from 'vitest'

const root = join(import.meta.dirname, '..')

/** What each folder of src may import, besides itself and the leaves. Nobody imports a shell. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  // The nouns know nothing of Basehit.
  dockerfile: [],
  image: [],
  // Patterns and selections of paths; their errors name images never.
  context: [],
  // Lowering turns nouns into operations and asks its questions of nobody in particular.
  lower: ['dockerfile', 'image', 'context'],
  recipe: ['lower', 'image'],
  // Decisions read answers as types; they ask nothing.
  plan: ['recipe', 'lower', 'dockerfile', 'image', 'bases'],
  publish: ['recipe', 'image'],
  // Findings about what was lowered; they ask nothing.
  lint: ['lower', 'dockerfile', 'image', 'context'],
  // Adapters know ports and nouns, and not each other; a layout's lock is a lease.
  bases: ['image', 'leases'],
  buildx: ['image'],
  files: ['context', 'commands'],
  leases: ['commands'],
  // Wording reads events and results as types.
  report: ['commands', 'plan', 'recipe', 'image'],
  commands: [
    'plan',
    'publish',
    'recipe',
    'lower',
    'dockerfile',
    'image',
    'context',
    'bases',
    'buildx',
    'report',
    'lint',
  ],
  // Shells know everything.
  machine: ['*'],
  action: ['*'],
  cli: ['*'],
}

const leaves: ReadonlySet<string> = new Set([
  'attributes.ts',
  'errors.ts',
  'position.ts',
  'canonical.ts',
  'login.ts',
  'nearest.ts',
  'listing.ts',
  'turns.ts',
])
const pure: ReadonlySet<string> = new Set([
  'dockerfile',
  'image',
  'context',
  'lower',
  'recipe',
  'plan',
  'publish',
  'report',
  'lint',
])
/** What only adapters and shells may touch. */
const outside =
  /node:(fs|child_process|os|net|http|https|process)\b|\bprocess\.(env|cwd|argv|std)|\bfetch\(|Date\.now|new Date\(\)|Math\.random|performance\.now/
/** Folders that load the Actions toolkit. */
const toolkit: ReadonlySet<string> = new Set(['action'])

interface SourceFile {
  readonly path: string
  readonly folder: string
  readonly text: string
  readonly imports: readonly { readonly to: string; readonly kind: 'type' | 'value' }[]
}

function readSources(): SourceFile[] {
  const files = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' }).filter(file =>
    file.endsWith('.ts'),
  )
  return files.sort().map(file => {
    const path = file.split('\\').join('/')
    const text = readFileSync(join(root, 'src', file), 'utf8')
    const imports = [
      ...text.matchAll(/^(?:import|export)\s+(type\s)?[^'"]*?from\s+'([^']+)'|\bimport\('([^']+)'\)/gm),
    ].map(match => ({
      to: resolveImport(path, match[2] ?? match[3] ?? ''),
      kind: match[1] ? ('type' as const) : ('value' as const),
    }))
    return { path, folder: path.includes('/') ? (path.split('/')[0] ?? '') : '', text, imports }
  })
}

function resolveImport(from: string, to: string): string {
  return to.startsWith('.') ? posix.normalize(posix.join(posix.dirname(from), to)) : to
}

const sources = readSources()

describe('the direction of imports', () => {
  it('finds the sources it judges', () => {
    expect(sources.length).toBeGreaterThan(60)
  })

  it('knows every folder', () => {
    const folders = new Set(sources.map(source => source.folder).filter(folder => folder !== ''))
    expect([...folders].filter(folder => mayImport[folder] === undefined)).toEqual([])
  })

  it('goes from shells to commands to plans to nouns', () => {
    const wrong = sources.flatMap(({ path, folder, imports }) =>
      imports
        .filter(
          ({ to }) => to.includes('/') && !to.startsWith('@') && !to.startsWith('node:') && !to.startsWith('csv-parse'),
        )
        .filter(({ to }) => {
          const other = to.split('/')[0] ?? ''
          const allowed = mayImport[folder] ?? []
          return other !== folder && !allowed.includes(other) && !allowed.includes('*')
        })
        .map(({ to }) => `${path} → ${to}`),
    )
    expect(wrong).toEqual([])
  })

  it('reaches what reports, plans and files borrow from commands and bases by type only', () => {
    const borrowed: Readonly<Record<string, string>> = {
      report: 'commands',
      plan: 'bases',
      files: 'commands',
      leases: 'commands',
    }
    const wrong = sources.flatMap(({ path, folder, imports }) =>
      imports
        .filter(({ to, kind }) => to.startsWith(`${borrowed[folder]}/`) && kind === 'value')
        .map(({ to }) => `${path} → ${to}`),
    )
    expect(wrong).toEqual([])
  })

  it('keeps leaves leaves', () => {
    const wrong = sources
      .filter(({ path }) => leaves.has(path))
      .flatMap(({ path, imports }) => imports.filter(({ to }) => !leaves.has(to)).map(({ to }) => `${path} → ${to}`))
    expect(wrong).toEqual([])
  })

  it('loads the Actions toolkit in its shell only', () => {
    const wrong = sources.filter(
      ({ folder, imports }) => !toolkit.has(folder) && imports.some(({ to }) => to.startsWith('@actions/')),
    )
    expect(wrong.map(({ path }) => path)).toEqual([])
  })
})

describe('purity', () => {
  it.each([...pure])('%s touches no clock, environment, file, network or process', folder => {
    const wrong = sources
      .filter(source => source.folder === folder)
      .flatMap(({ path, text }) =>
        text
          .split('\n')
          .flatMap((line, index) =>
            outside.test(line) && !/^\s*(\*|\/\/|\/\*)/.test(line) ? [`${path}:${index + 1}`] : [],
          ),
      )
    expect(wrong).toEqual([])
  })
})

describe('form', () => {
  it('keeps files within 250 lines, tables of data excepted', () => {
    const tables: ReadonlySet<string> = new Set(['commands/inputs.ts'])
    const long = sources.filter(({ path, text }) => text.split('\n').length > 251 && !tables.has(path))
    expect(long.map(({ path, text }) => `${path}: ${text.split('\n').length}`)).toEqual([])
  })

  it('keeps functions within 40 lines', () => {
    expect(sources.flatMap(source => longFunctions(source))).toEqual([])
  })

  it('has no default exports, enums, locale order or module mocks', () => {
    const banned = /\bexport default\b|^\s*(export\s+)?(const\s+)?enum\s|localeCompare|vi\.mock\(/m
    const tests = readdirSync(join(root, 'test'), { recursive: true, encoding: 'utf8' })
      .filter(file => file.endsWith('.ts') && file !== 'architecture.test.ts')
      .map(file => ({ path: `test/${relative('.', file)}`, text: readFileSync(join(root, 'test', file), 'utf8') }))
    expect([...sources, ...tests].filter(({ text }) => banned.test(text)).map(({ path }) => path)).toEqual([])
  })

  it('names no file or folder after nothing', () => {
    const empty = /(^|\/)(utils?|helpers?|common|misc|types)(\/|\.ts$)/
    expect(sources.filter(({ path }) => empty.test(path)).map(({ path }) => path)).toEqual([])
  })
})

/** Functions and methods whose body, from its opening line to the brace at the same indentation, is over 40 lines. */
function longFunctions({ path, text }: SourceFile): string[] {
  const lines = text.split('\n')
  return lines.flatMap((line, start) => {
    const opened =
      /^(\s*)(?:export )?(?:async )?(?:function\*?\s|(?:readonly |async |\*|static )*[#\w]+(?:<[^>]*>)?\(.*\{$)/.exec(
        line,
      )
    if (opened === null || /^\s*(if|for|while|switch|return|throw|describe|it)\b/.test(line)) return []
    const end = lines.findIndex((each, index) => index > start && each === `${opened[1]}}`)
    return end - start > 41 ? [`${path}:${start + 1}: ${end - start + 1} lines`] : []
  })
}
