import { describe, expect, it } from 'vitest'
import { progressEvents } from '../../src/commands/run-build.ts'

const failed = (step: string, error: string) =>
  progressEvents({ kind: 'step-failed', step, digest: 'sha256:1', durationMs: 5, error })

describe('a cache that is not read', () => {
  const step = 'importing cache manifest from registry.test/app:cache'

  it('is no failed step, and no more than a line where there is none yet', () => {
    expect(failed(step, 'failed to configure registry cache importer: registry.test/app:cache: not found')).toEqual([
      { kind: 'log', line: 'no cache yet: registry.test/app:cache' },
    ])
  })

  it('is a notice for any other reason', () => {
    expect(failed(step, 'failed to configure registry cache importer: failed to authorize: 403')).toEqual([
      { kind: 'notice', message: 'the cache registry.test/app:cache was not read: failed to authorize: 403' },
    ])
  })

  it('is told alike of a directory', () => {
    const text = 'WARNING: local cache import at /c skipped due to err: open /c/index.json: no such file or directory'
    expect(progressEvents({ kind: 'text', text })).toEqual([{ kind: 'log', line: 'no cache yet: /c' }])
  })
})

it('any other step that fails is said to fail', () => {
  expect(failed('[2/2] RUN false', 'exit code: 1')).toEqual([
    { kind: 'step', name: '[2/2] RUN false', state: 'failed', durationMs: 5 },
  ])
})
