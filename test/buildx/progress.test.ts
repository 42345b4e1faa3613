import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createProgressReader, maxLineLength, type ProgressEvent } from '../../src/buildx/progress.ts'

const sample = (name: string) => readFileSync(new URL(`samples/${name}`, import.meta.url))
const bytes = (text: string) => Buffer.from(text)

function read(...chunks: Uint8Array[]) {
  const reader = createProgressReader()
  const events: ProgressEvent[] = chunks.flatMap(chunk => [...reader.push(chunk)])
  events.push(...reader.end())
  return { reader, events }
}

function line(status: object): string {
  return `${JSON.stringify(status)}\n`
}

const at = (ms: number) => new Date(Date.UTC(2026, 0) + ms).toISOString()
const step = (fields: object) => ({ digest: 'sha256:1', name: '[1/1] RUN x', ...fields })
const log = (data: string | Buffer, stream = 1) => ({
  vertex: 'sha256:1',
  stream,
  data: Buffer.from(data).toString('base64'),
  timestamp: at(0),
})

describe('a captured build', () => {
  test('gives its steps, in order, with what was cached and how long they took', () => {
    const { reader } = read(sample('progress-built.jsonl'))
    const steps = reader.vertices().map(({ name, cached, isFinished }) => [name, cached, isFinished])
    expect(steps).toContainEqual(["[app 2/2] RUN echo app; /bin/busybox echo '::error::x'", false, true])
    expect(steps.every(([, , isFinished]) => isFinished)).toBe(true)
    expect(reader.vertices().find(({ name }) => name === 'exporting to image')?.durationMs).toBe(252)
  })

  test('gives log text with runner commands broken, and warnings with their lines', () => {
    const { events } = read(sample('progress-built.jsonl'))
    expect(
      events
        .filter(event => event.kind === 'log')
        .map(event => event.text)
        .join('\n'),
    ).toBe('app\n: :error::x')
    expect(events.filter(event => event.kind === 'warning')).toContainEqual(
      expect.objectContaining({ file: 'Dockerfile', line: 4, message: expect.stringMatching(/^FromAsCasing: /) }),
    )
  })

  test('that failed gives the failed step, its lines and what buildx printed', () => {
    const { reader, events } = read(sample('progress-failed.jsonl'))
    expect(events.filter(event => event.kind === 'step-failed')).toEqual([
      expect.objectContaining({
        step: expect.stringMatching(/^\[3\/3\] RUN echo one/),
        error: expect.stringMatching(/exit code: 7$/),
      }),
    ])
    const failed = reader.vertices().find(vertex => vertex.error !== undefined)
    expect(reader.lastLines(failed?.digest ?? '')).toEqual(['one', ': :error::two'])
    expect(reader.text()).toMatch(/^ERROR: failed to solve: process/m)
  })

  test('is read alike however it is cut into chunks', () => {
    const whole = sample('progress-failed.jsonl')
    const expected = read(whole).events
    fc.assert(
      fc.property(fc.array(fc.nat(whole.length), { maxLength: 12 }), cuts => {
        const ends = [...cuts.toSorted((a, b) => a - b), whole.length]
        const chunks = ends.map((end, index) => whole.subarray(ends[index - 1] ?? 0, end))
        expect(read(...chunks).events).toEqual(expected)
      }),
      { numRuns: 50 },
    )
  })
})

test('a step that is taken up again has run for the sum of its times', () => {
  const first = step({ started: at(0), completed: at(10) })
  const again = step({ started: at(20) })
  const done = step({ started: at(20), completed: at(25), cached: true })
  const { events, reader } = read(bytes(line({ vertexes: [first, again] }) + line({ vertexes: [done] })))
  expect(events).toEqual([
    { kind: 'step-started', step: '[1/1] RUN x', digest: 'sha256:1' },
    { kind: 'step-cached', step: '[1/1] RUN x', digest: 'sha256:1', durationMs: 15 },
  ])
  expect(reader.vertices()[0]).toMatchObject({ cached: true, durationMs: 15, isFinished: true })
})

test.each([
  [
    'two builds that report it at once',
    [
      [0, 5000],
      [3, 5002],
    ],
    5002,
  ],
  [
    'one that began earlier and reports later',
    [
      [10, 20],
      [0, 15],
    ],
    20,
  ],
  [
    'one within the other',
    [
      [0, 100],
      [10, 20],
    ],
    100,
  ],
  [
    'one after the other',
    [
      [0, 10],
      [10, 30],
    ],
    30,
  ],
  [
    'a pause',
    [
      [0, 10],
      [20, 25],
    ],
    15,
  ],
] as const)('a step ran for the union of its times: %s', (_, spans, expected) => {
  const vertexes = spans.map(([from, to]) => step({ started: at(from), completed: at(to) }))
  const { reader } = read(bytes(vertexes.map(vertex => line({ vertexes: [vertex] })).join('')))
  expect(reader.vertices()[0]).toMatchObject({ durationMs: expected, isFinished: true })
})

test('a step never ran for longer than from its first start to its last end', () => {
  const span = fc.tuple(fc.nat(100), fc.nat(100)).map(([start, length]) => [start, start + length] as const)
  fc.assert(
    fc.property(fc.array(span, { minLength: 1, maxLength: 6 }), spans => {
      const vertexes = spans.map(([from, to]) => step({ started: at(from), completed: at(to) }))
      const { reader } = read(bytes(line({ vertexes })))
      const first = Math.min(...spans.map(([from]) => from))
      const last = Math.max(...spans.map(([, to]) => to))
      expect(reader.vertices()[0]?.durationMs).toBeLessThanOrEqual(last - first)
    }),
    { numRuns: 100 },
  )
})

test('a step that only appears in the graph has neither started nor ended', () => {
  const { events, reader } = read(bytes(line({ vertexes: [step({})] })))
  expect(events).toEqual([])
  expect(reader.vertices()[0]).toMatchObject({ isFinished: false, durationMs: 0 })
})

test('transfers carry bytes', () => {
  const status = { id: 'sha256:aa', vertex: 'sha256:1', current: 5, total: 10, timestamp: at(0), started: at(0) }
  const { events } = read(
    bytes(
      line({ vertexes: [step({ started: at(0) })] }) + line({ statuses: [status, { ...status, completed: at(1) }] }),
    ),
  )
  expect(events.slice(1)).toEqual([
    {
      kind: 'transfer',
      step: '[1/1] RUN x',
      digest: 'sha256:1',
      name: 'sha256:aa',
      current: 5,
      total: 10,
      isDone: false,
    },
    {
      kind: 'transfer',
      step: '[1/1] RUN x',
      digest: 'sha256:1',
      name: 'sha256:aa',
      current: 5,
      total: 10,
      isDone: true,
    },
  ])
})

describe('log text', () => {
  const texts = (events: readonly ProgressEvent[]) =>
    events.filter(event => event.kind === 'log').map(event => event.text)

  test('comes as whole lines, so that no command is put together from harmless halves', () => {
    const { events } = read(bytes([':', ':error::x\nnext'].map(part => line({ logs: [log(part)] })).join('')))
    expect(texts(events)).toEqual([': :error::x', 'next'])
  })

  test('keeps a character whose bytes come apart', () => {
    const [head, tail] = [Buffer.from('é\n').subarray(0, 1), Buffer.from('é\n').subarray(1)]
    expect(texts(read(bytes(line({ logs: [log(head)] }) + line({ logs: [log(tail)] }))).events)).toEqual(['é'])
  })

  test('keeps stdout and stderr apart', () => {
    const { events } = read(bytes(line({ logs: [log('out '), log('err\n', 2), log('put\n')] })))
    expect(texts(events)).toEqual(['err', 'out put'])
  })

  test('the last twenty lines are kept, and a line has a limit', () => {
    const many = Array.from({ length: 30 }, (_, index) => `l${index}\n`).join('')
    const { reader } = read(bytes(line({ logs: [log(many)] }) + line({ logs: [log(`${'x'.repeat(5000)}\n`)] })))
    expect(reader.lastLines('sha256:1')).toHaveLength(20)
    expect(reader.lastLines('sha256:1')[0]).toBe('l11')
    expect(reader.lastLines('sha256:1')[19]).toHaveLength(4097)
  })
})

describe('what is not progress', () => {
  test.each(['{"vertexes": "none", "new": 1}', '{"logs":[1,null,{"data":5}]}', '[]', '{', 'null', ''])(
    '%s does no harm',
    text => {
      expect(() => read(bytes(`${text}\n`))).not.toThrow()
    },
  )

  test('is kept as text', () => {
    expect(read(bytes('WARNING: x\n{not json}\n')).reader.text()).toBe('WARNING: x\n{not json}\n')
  })

  test('a line beyond all bounds is dropped with a notice, and the next one is read', () => {
    const { events } = read(bytes('x'.repeat(maxLineLength + 1)), bytes('xxx\nafter\n'))
    expect(events.map(event => event.kind)).toEqual(['notice', 'text'])
  })
})
