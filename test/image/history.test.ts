import { describe, expect, it } from 'vitest'
import { parseHistory, parseTime } from '../../src/image/history.ts'

describe('parseHistory', () => {
  it('reads what made each layer, and when', () => {
    const history = [
      { created: '2025-01-01T00:00:00Z', created_by: 'import' },
      { created: '2026-12-01T02:57:16.096599709Z', created_by: 'ENV A=b', empty_layer: true },
      { created: '2026-12-01T03:57:16.5+01:00', created_by: 'RUN x', comment: 'buildkit.dockerfile.v0' },
      {},
      null,
    ]
    expect(parseHistory(JSON.stringify({ history }))).toEqual([
      { createdBy: 'import', createdMs: Date.UTC(2025, 0), hasLayer: true },
      { createdBy: 'ENV A=b', createdMs: Date.UTC(2026, 11, 1, 2, 57, 16, 96), hasLayer: false },
      { createdBy: 'RUN x', createdMs: Date.UTC(2026, 11, 1, 2, 57, 16, 500), hasLayer: true },
      { createdBy: '', createdMs: undefined, hasLayer: true },
      { createdBy: '', createdMs: undefined, hasLayer: true },
    ])
  })

  it.each(['{}', '{"history":null}', '{"history":{}}'])('%s has none', text => {
    expect(parseHistory(text)).toEqual([])
  })
})

it.each([undefined, null, 5, '', 'yesterday', '0001-01-01T00:00:00Z', '1970-01-01T00:00:00Z'])('%j is no time', value =>
  expect(parseTime(value)).toBeUndefined(),
)
