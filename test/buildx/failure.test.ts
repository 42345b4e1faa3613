import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { buildFailure, diagnose, failureError } from '../../src/buildx/failure.ts'
import { createProgressReader } from '../../src/buildx/progress.ts'
import type { BuildRequest } from '../../src/buildx/request.ts'
import { BasehitError } from '../../src/errors.ts'
import { smallRequest } from './requests.ts'

const captured = readFileSync(new URL('samples/progress-failed.jsonl', import.meta.url), 'utf8')

function failed(text: string, request: BuildRequest = smallRequest): BasehitError {
  const progress = createProgressReader()
  progress.push(Buffer.from(text))
  progress.end()
  return failureError(diagnose(request, progress, { status: 1, signal: undefined }))
}

test('a RUN that fails is named with place, exit code and last lines', () => {
  const error = failed(captured)
  expect(error).toMatchObject({ code: 'BH102', position: { file: 'app/Dockerfile', line: 4, column: 1 } })
  expect(error.message).toBe(
    'the build failed at app/Dockerfile:4 `RUN echo one; echo ::error::two >&2; exit 7` (exit 7)\n  | one\n  | : :error::two',
  )
  expect(buildFailure(error)).toMatchObject({ exitCode: 7, lastLines: ['one', ': :error::two'] })
})

test('lines of a copy are lines of the user’s file', () => {
  const source = { file: 'Dockerfile', lines: [1, undefined, 2, 3] }
  expect(failed(captured, { ...smallRequest, source }).position).toEqual({ file: 'Dockerfile', line: 3, column: 1 })
  expect(failed(captured, { ...smallRequest, source: { file: 'Dockerfile', lines: [1] } }).position).toBeUndefined()
})

test('the place is left out when the excerpt is of another file', () => {
  expect(failed(captured, { ...smallRequest, dockerfile: 'other.Dockerfile' }).position).toBeUndefined()
})

test('the step that was cancelled because another failed is not the reason', () => {
  const vertex = (digest: string, error: string) => ({
    digest,
    name: `[${digest} 1/1] RUN x`,
    started: '2026-01-01T00:00:00Z',
    completed: '2026-01-01T00:00:01Z',
    error,
  })
  const text = JSON.stringify({ vertexes: [vertex('a', 'context canceled'), vertex('b', 'exit code: 3')] })
  expect(buildFailure(failed(`${text}\n`))).toMatchObject({ step: '[b 1/1] RUN x', exitCode: 3 })
})

test('a cache that could not be read is not the reason', () => {
  const [started, completed] = ['2026-01-01T00:00:00Z', '2026-01-01T00:00:01Z']
  const vertexes = [
    {
      digest: 'a',
      name: 'importing cache manifest from registry.test/app:cache',
      started,
      completed,
      error: 'x: not found',
    },
    { digest: 'b', name: '[2/2] RUN false', started, completed, error: 'exit code: 1' },
  ]
  const failure = buildFailure(failed(`${JSON.stringify({ vertexes })}\n`))
  expect(failure).toMatchObject({ step: '[2/2] RUN false', exitCode: 1 })
})

test.each([
  [{ status: 130, signal: undefined }, 'the build failed: it was interrupted'],
  [{ status: undefined, signal: 'SIGKILL' }, 'the build failed: buildx was ended by SIGKILL'],
  [{ status: 4, signal: undefined }, 'the build failed: buildx ended with status 4'],
])('an end without a reason: %j', (end, message) => {
  expect(failureError(diagnose(smallRequest, createProgressReader(), end)).message).toBe(message)
})

const digest = `sha256:${'a'.repeat(64)}`
const waiting =
  '{"vertexes":[{"digest":"a","name":"[internal] waiting for connection","started":"2026-01-01T00:00:00Z","completed":"2026-01-01T00:00:20Z","error":"context deadline exceeded"}]}'

test.each([
  ['no builder', 'ERROR: no builder "x" found\n', 'BH101'],
  [
    'no daemon',
    'ERROR: failed to connect to the docker API at unix:///var/run/docker.sock; check if the path is correct\n',
    'BH101',
  ],
  [
    'a daemon of before',
    'ERROR: Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?\n',
    'BH101',
  ],
  ['a builder that never answers', `${waiting}\nERROR: context deadline exceeded\n`, 'BH101'],
  [
    'a builder that went away',
    'ERROR: failed to solve: rpc error: code = Unavailable desc = error reading from server: EOF\n',
    'BH101',
  ],
  ['a full disk', 'ERROR: failed to solve: write /x: no space left on device\n', 'BH103'],
  ['a flag buildx does not know', 'unknown flag: --allow\nERROR: unknown flag: --allow\n', 'BH100'],
  ['a refused push', 'ERROR: failed to solve: failed to push x: connection refused\n', 'BH102'],
  ['nothing said', '', 'BH102'],
])('%s', (_name, text, code) => {
  expect(failed(text).code).toBe(code)
})

test.each([
  [
    `could not fetch content descriptor ${digest} (application/vnd.oci.image.layer.v1.tar+gzip) from remote: not found`,
    digest,
  ],
  [`registry.test/base@${digest}: not found`, digest],
  [`failed to push x: HEAD blobs/${digest}: not found`, undefined],
  ['"/nothere": not found', undefined],
  [`unexpected commit digest sha256:${'0'.repeat(64)}, expected ${digest}: failed precondition`, digest],
])('what the registry no longer has: %s', (message, expected) => {
  expect(buildFailure(failed(`ERROR: failed to solve: ${message}\n`))?.missingDigest).toBe(expected)
})

test('an error of something else is no build failure', () => {
  expect(buildFailure(new BasehitError('BH102', 'x'))).toBeUndefined()
  expect(buildFailure(new Error('x'))).toBeUndefined()
})
