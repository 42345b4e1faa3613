import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { BuildOutcome } from '../../src/commands/build.ts'
import { digestOf } from '../../src/image/digest.ts'
import { parsePlatform } from '../../src/image/platform.ts'
import type { Change } from '../../src/recipe/changes.ts'
import { planJson } from '../../src/report/json.ts'
import { summaryMarkdown } from '../../src/report/markdown.ts'

const now = Date.parse('2026-01-31T12:00:00Z')

interface Shown {
  readonly name?: string
  readonly platform?: string
  readonly how?: 'reused' | 'built' | 'adopted'
  readonly changes?: readonly Change[]
  readonly known?: boolean
}

/** What a run did, as far as a summary reads it. */
function outcome(shown: readonly Shown[], withApp: 'app' | 'no app' = 'app'): BuildOutcome {
  const bases = shown.map(({ name = 'deps', platform = 'linux/amd64', how = 'reused', changes, known = true }) => ({
    name,
    platform: parsePlatform(platform),
    digest: 'ab'.repeat(32),
    manifest: digestOf(name + platform),
    how,
    changes,
    decision:
      how === 'reused'
        ? { kind: 'reuse', base: { manifest: digestOf(name + platform) } }
        : { kind: 'build', why: 'miss' },
    found: { created: '2026-01-30T00:00:00Z', ...(known ? { durationMs: 125_000, bytes: 229e6 } : {}) },
  }))
  const store = { reference: (manifest: string) => `ghcr.io/o/app-base@${manifest}` }
  const app = withApp === 'app' ? { digest: digestOf('app'), durationMs: 900 } : undefined
  return { plan: { store, bases, unused: [] }, bases, app } as unknown as BuildOutcome
}

const changes: readonly Change[] = [
  { kind: 'upstream', subject: 'FROM python:3.12', change: 'changed', before: digestOf('1'), after: digestOf('2') },
  { kind: 'run', subject: 'RUN a | b && c `d`', change: 'changed', before: 'x', after: 'y' },
  { kind: 'file', subject: 'a\\|b', change: 'added', after: 'file' },
  {
    kind: 'variable',
    subject: 'V',
    change: 'changed',
    before: '<img src=x>',
    after: '[x](https://example.org) @someone #1',
  },
]

async function golden(name: string, text: string): Promise<void> {
  await expect(text).toMatchFileSnapshot(join(import.meta.dirname, `__snapshots__/${name}`))
}

describe('summaryMarkdown', () => {
  it('of a hit', async () => golden('hit.md', summaryMarkdown(outcome([{ changes: [] }]), [], now)))

  it('of a miss on two platforms, with notices', async () => {
    const shown = [
      { how: 'built', changes } as const,
      { platform: 'linux/arm64', how: 'adopted', known: false } as const,
    ]
    await golden(
      'miss.md',
      summaryMarkdown(
        outcome(shown),
        ['Dockerfile:3: COPY makes the whole base be downloaded; write COPY --link'],
        now,
      ),
    )
  })

  it('of many changes, without an app', async () => {
    const many = Array.from(
      { length: 53 },
      (_, index): Change => ({ kind: 'file', subject: `f${index}`, change: 'added' }),
    )
    const text = summaryMarkdown(outcome([{ how: 'built', changes: many }], 'no app'), [], now)
    expect(text).toContain('`f49`')
    expect(text).not.toContain('`f50`')
    expect(text).toContain('… and 3 more')
    expect(text).not.toContain('App:')
  })
})

/** The cells of a table's row, as GFM parts them: at bars that no backslash stands before. */
function cells(row: string): string[] {
  return row.split(/(?<!\\)\|/).slice(1, -1)
}

/** What is left of a line without escaped characters. */
function bare(line: string): string {
  return line.replace(/\\[!-/:-@[-`{-~]/g, '')
}

const hostile = fc.string({
  unit: fc.constantFrom(
    '`',
    '|',
    '\\',
    '\n',
    '\r',
    '<',
    '>',
    '[',
    ']',
    '(',
    ')',
    '*',
    '_',
    '#',
    '!',
    '&',
    '~',
    'a',
    ' ',
    '@',
    ':',
    '/',
    '.',
    '\u2028',
    '\u001b',
  ),
  maxLength: 40,
})

describe('hostile words', () => {
  it('end no cell and begin no line', () => {
    fc.assert(
      fc.property(hostile, hostile, hostile, (name, subject, value) => {
        const change: Change = { kind: 'file', subject, change: 'changed', before: value, after: `${value}x` }
        const text = summaryMarkdown(outcome([{ name, how: 'built', changes: [change] }]), [value], now)
        const plain = summaryMarkdown(
          outcome([{ name: 'n', how: 'built', changes: [{ ...change, subject: 's', before: 'b', after: 'a' }] }]),
          ['v'],
          now,
        )
        expect(text.split('\n')).toHaveLength(plain.split('\n').length)
        for (const row of text.split('\n').filter(line => line.startsWith('| ')))
          expect([2, 5]).toContain(cells(row).length)
      }),
      { numRuns: 300 },
    )
  })

  it('are no markup', () => {
    fc.assert(
      fc.property(hostile, value => {
        const text = summaryMarkdown(
          outcome([
            {
              how: 'built',
              changes: [{ kind: 'file', subject: 's', change: 'changed', before: value, after: `${value}x` }],
            },
          ]),
          [value],
          now,
        )
        const notice = text.split('\n').find(line => line.startsWith('> ')) ?? ''
        expect(bare(notice.slice(2))).not.toMatch(/[`*_[\]<>#|!&~:@\\]/)
      }),
      { numRuns: 300 },
    )
  })

  it.each([
    ['a backslash before a bar', 'a\\|b', '`a\\ \\|b`'],
    ['backticks', 'a``b', '``` a``b ```'],
    ['a backtick at an end', '`a', '`` `a ``'],
    ['nothing', '', '`  `'],
    ['too much', 'x'.repeat(300), `\`${'x'.repeat(199)}…\``],
  ])('%s as code', (_, subject, expected) => {
    const text = summaryMarkdown(
      outcome([{ how: 'built', changes: [{ kind: 'file', subject, change: 'added' }] }]),
      [],
      now,
    )
    expect(text).toContain(`| ${expected} | added |`)
  })
})

describe('planJson', () => {
  it('is frozen as basehit.plan/v1', async () => {
    const { plan } = outcome([
      { changes: [] },
      { platform: 'linux/arm64', how: 'built', changes },
      { name: 'other', how: 'built' },
    ])
    await golden('plan.json', `${JSON.stringify(JSON.parse(planJson(plan)), undefined, 2)}\n`)
  })

  it('says of a platform whose app needs no base that there is none', () => {
    const { plan } = outcome([{ changes: [] }])
    const unused = [{ name: 'deps', platform: { os: 'linux', architecture: 'arm64' } }]
    expect(JSON.parse(planJson({ ...plan, unused })).bases[1]).toEqual({
      name: 'deps',
      platform: 'linux/arm64',
      dependencyDigest: null,
      decision: 'none',
      reference: null,
      changes: null,
    })
  })
})
