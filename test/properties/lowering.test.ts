import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonicalJson } from '../../src/canonical.ts'
import { isReference } from '../../src/image/reference.ts'
import { recipeChanges } from '../../src/recipe/changes.ts'
import { dependencyDigest, type Recipe, recipeBytes, recipeOf } from '../../src/recipe/recipe.ts'
import { digestText, lowerText } from '../lower/memory.ts'
import { dockerfile, files, instruction, instructions, textOf } from './dockerfiles.ts'

const world = { files }
const digest = (text: string) => digestText(text, world)
const recipe = (text: string): Recipe => recipeOf(lowerText(text, world), {})
const hashed = (each: unknown) => dependencyDigest(new TextEncoder().encode(canonicalJson(each)))

describe('what cannot change a base', () => {
  it('comments and blank lines between instructions', () => {
    const between = fc.array(fc.constantFrom('', '# a comment', '   ', '  # RUN x', '#'), { maxLength: 3 })
    fc.assert(
      fc.property(instructions, fc.array(between, { minLength: 8, maxLength: 8 }), (lines, noise) => {
        const plain = ['FROM debian', ...lines]
        const noisy = plain.flatMap((line, index) => [line, ...(noise[index] ?? [])])
        expect(digest(`${noisy.join('\n')}\n`)).toBe(digest(`${plain.join('\n')}\n`))
      }),
    )
  })

  it('line endings', () => {
    fc.assert(
      fc.property(instructions, lines => {
        const plain = ['FROM debian', ...lines.filter(line => !line.includes('<<')), '']
        expect(digest(plain.join('\r\n'))).toBe(digest(plain.join('\n')))
      }),
    )
  })

  it('names of stages', () => {
    // BuildKit takes no other: it looks for a named context of each name.
    const word = fc.stringMatching(/^[a-z][a-z0-9_.-]{0,9}$/)
    const stageName = word.filter(each => each !== 'debian' && isReference(each))
    fc.assert(
      fc.property(dockerfile, stageName, (file, name) => {
        expect(digest(textOf(file, name))).toBe(digest(textOf(file)))
      }),
    )
  })

  it('stages that nothing reaches, and global variables that nobody declares', () => {
    fc.assert(
      fc.property(dockerfile, instructions, (file, extra) => {
        const unused = ['ARG UNUSED=1', 'FROM nowhere AS unused', ...extra, ''].join('\n')
        expect(digest(unused + textOf(file))).toBe(digest(textOf(file)))
      }),
    )
  })

  it('the order in which anything was found', () => {
    fc.assert(
      fc.property(
        dockerfile,
        fc.shuffledSubarray(Object.entries(files), { minLength: Object.keys(files).length }),
        (file, entries) => {
          expect(digestText(textOf(file), { files: Object.fromEntries(entries) })).toBe(digest(textOf(file)))
        },
      ),
    )
  })

  it('files that are not copied', () => {
    fc.assert(
      fc.property(instructions, fc.string(), (lines, content) => {
        const text = ['FROM debian', ...lines.filter(line => !/COPY (\.|\*)|target=\/m/.test(line)), ''].join('\n')
        expect(digestText(text, { files: { ...files, 'q/unused': content } })).toBe(digest(text))
      }),
    )
  })
})

describe('what must change a base', () => {
  it('every leaf of a recipe', () => {
    fc.assert(
      fc.property(dockerfile, fc.nat(), (file, at) => {
        const before = recipe(textOf(file))
        const count = leaves(before)
        const change = { at: at % count, key: '' }
        const after = changeLeaf(before, change)
        expect(hashed(after)).not.toBe(hashed(before))
        if (!tags.has(change.key)) expect(recipeChanges(before, after as Recipe)).not.toEqual([])
      }),
    )
  })

  it('a command more', () => {
    fc.assert(
      fc.property(dockerfile, file => {
        expect(digest(`${textOf(file)}RUN other\n`)).not.toBe(digest(textOf(file)))
      }),
    )
  })
})

describe('changes', () => {
  it('are none exactly for equal recipes', () => {
    fc.assert(
      fc.property(dockerfile, dockerfile, (one, other) => {
        const [before, after] = [recipe(textOf(one)), recipe(textOf(other))]
        expect(recipeChanges(before, after).length === 0).toBe(canonicalJson(before) === canonicalJson(after))
        expect(recipeChanges(before, before)).toEqual([])
      }),
      { numRuns: 100 },
    )
  })

  it('are none exactly when one instruction more, or less, is the same build', () => {
    fc.assert(
      fc.property(instructions, instruction, fc.nat(6), (lines, extra, at) => {
        const text = (all: string[]) => ['FROM debian', ...all, ''].join('\n')
        const [before, after] = [recipe(text(lines)), recipe(text(lines.toSpliced(at, 0, extra)))]
        const isSame = dependencyDigest(recipeBytes(before)) === dependencyDigest(recipeBytes(after))
        expect(recipeChanges(before, after).length === 0).toBe(isSame)
        expect(recipeChanges(after, before).length === 0).toBe(isSame)
      }),
      { numRuns: 100 },
    )
  })

  it('name each difference once', () => {
    fc.assert(
      fc.property(dockerfile, dockerfile, (one, other) => {
        const changes = recipeChanges(recipe(textOf(one)), recipe(textOf(other)))
        expect(new Set(changes.map(each => canonicalJson(each))).size).toBe(changes.length)
      }),
    )
  })
})

function leaves(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 1
  return Object.values(value).reduce((sum: number, each) => sum + leaves(each), 0)
}

/** Fields that say which other fields there are: nothing else can stand in them. */
const tags: ReadonlySet<string> = new Set(['op', 'kind', 'type'])

/** The value with its leaf number `at` made another one of its kind. */
function changeLeaf(value: unknown, change: { at: number; key: string }, key = ''): unknown {
  if (Array.isArray(value)) return value.map(each => changeLeaf(each, change, key))
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, changeLeaf(each, change, name)]))
  }
  if (change.at-- !== 0) return value
  change.key = key
  if (typeof value === 'string') return `${value}~`
  if (typeof value === 'number') return value + 1
  return typeof value === 'boolean' ? !value : 0
}
