import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createBuilder } from '../../src/buildx/builder.ts'
import type { Process, ProcessOptions } from '../../src/buildx/process.ts'
import type { ProgressEvent } from '../../src/buildx/progress.ts'
import { smallRequest } from './requests.ts'

const sample = (name: string) => readFileSync(new URL(`samples/${name}`, import.meta.url))
let temp = ''
beforeEach(() => {
  temp = mkdtempSync(join(tmpdir(), 'basehit-test-'))
})
afterEach(() => rmSync(temp, { recursive: true, force: true }))

interface Call {
  readonly command: string
  readonly args: readonly string[]
  readonly options: ProcessOptions
}

/** A buildx that answers from a script: the first entry whose words the command line starts with. */
function scripted(answers: Record<string, (call: Call) => number>): Process & { readonly calls: string[] } {
  const calls: string[] = []
  return {
    calls,
    run: async (command, args, options) => {
      const line = [command, ...args].join(' ')
      calls.push(line)
      const answer = Object.entries(answers).find(([words]) => line.startsWith(words))?.[1]
      if (answer === undefined) throw Object.assign(new Error(`spawn ${command} ENOENT`), { code: 'ENOENT' })
      return { status: answer({ command, args, options }), signal: undefined }
    },
  }
}

const version = ({ options }: Call) => {
  options.onStdout?.(Buffer.from('github.com/docker/buildx v0.36.1 abc\n'))
  return 0
}
const missingPlugin = () => 1

function built({ args, options }: Call): number {
  const progress = sample('progress-built.jsonl')
  options.onStderr?.(progress.subarray(0, 1000))
  options.onStderr?.(progress.subarray(1000))
  writeFileSync(args[args.indexOf('--metadata-file') + 1] ?? '', sample('metadata-bake.json'))
  return 0
}

test('a builder is looked at once, by its name', async () => {
  const inspected = ({ options }: Call) => {
    options.onStdout?.(Buffer.from('Name: a\nDriver: remote\n\nNodes:\nName: a0\n'))
    return 0
  }
  const plugin = scripted({ 'docker buildx version': version, 'docker buildx inspect': inspected })
  const builder = createBuilder({ process: plugin, env: {}, temp })
  const both = await Promise.all([builder.inspect(), builder.inspect()])
  expect(both.map(each => [each.driver, each.nodes])).toEqual([
    ['remote', 1],
    ['remote', 1],
  ])
  await builder.inspect('b')
  expect(plugin.calls).toEqual(['docker buildx version', 'docker buildx inspect', 'docker buildx inspect b'])
})

test('docker’s plugin comes first, then a binary of its own; it is looked for once', async () => {
  const plugin = scripted({ 'docker buildx version': version })
  const builder = createBuilder({ process: plugin, env: {}, temp })
  await builder.locate()
  expect(await builder.locate()).toMatchObject({ command: 'docker', prefix: ['buildx'], version: { text: 'v0.36.1' } })
  expect(plugin.calls).toEqual(['docker buildx version'])

  const standalone = scripted({ 'docker buildx version': missingPlugin, 'docker-buildx version': version })
  expect(await createBuilder({ process: standalone, env: {}, temp }).locate()).toMatchObject({
    command: 'docker-buildx',
    prefix: [],
  })
})

test('without buildx there is an error with a remedy', async () => {
  const builder = createBuilder({ process: scripted({}), env: {}, temp })
  await expect(builder.locate()).rejects.toMatchObject({
    code: 'BH100',
    remedy: expect.stringContaining('setup-buildx-action'),
  })
})

test('a build gives digest, steps and metadata, and leaves no file', async () => {
  const events: ProgressEvent[] = []
  let definition = ''
  const process = scripted({
    'docker buildx version': version,
    'docker buildx bake': call => {
      definition = readFileSync(call.args[call.args.indexOf('--file') + 1] ?? '', 'utf8')
      expect(call.options).toMatchObject({ cwd: '/srv', env: { BUILDX_METADATA_PROVENANCE: 'max', A: 'a' } })
      return built(call)
    },
  })
  const result = await createBuilder({ process, env: { A: 'a' }, temp }).build(smallRequest, event =>
    events.push(event),
  )
  expect(JSON.parse(definition)).toEqual({ target: { default: { context: '/srv/app' } } })
  expect(result).toMatchObject({
    digest: 'sha256:a992f28cc3e5a51b910ef02dc86c2e93ba797c95eaf640bbd0e09f978f217f24',
    status: 0,
  })
  expect(result.vertices.length).toBeGreaterThan(5)
  expect(events.some(event => event.kind === 'step-started')).toBe(true)
  expect(readdirSync(temp)).toEqual([])
})

test('a build that fails throws, and leaves no file', async () => {
  const process = scripted({
    'docker buildx version': version,
    'docker buildx bake': ({ options }) => {
      options.onStderr?.(sample('progress-failed.jsonl'))
      return 1
    },
  })
  const building = createBuilder({ process, env: {}, temp }).build(smallRequest, () => {})
  await expect(building).rejects.toMatchObject({ code: 'BH102', position: { line: 4 } })
  expect(readdirSync(temp)).toEqual([])
})

test('a call with findings is an answer, not a failure', async () => {
  const process = scripted({
    'docker buildx version': version,
    'docker buildx bake': ({ options }) => {
      options.onStdout?.(Buffer.from('default\n\nCheck complete, 2 warnings have been found!\n'))
      return 1
    },
  })
  const result = await createBuilder({ process, env: {}, temp }).build({ ...smallRequest, call: 'check' }, () => {})
  expect(result).toMatchObject({ status: 1, output: 'Check complete, 2 warnings have been found!\n' })
})

test('an aborted build throws the reason', async () => {
  const controller = new AbortController()
  const process = scripted({
    'docker buildx version': version,
    'docker buildx bake': () => {
      controller.abort(new Error('enough'))
      return 130
    },
  })
  const building = createBuilder({ process, env: {}, temp }).build(smallRequest, () => {}, controller.signal)
  await expect(building).rejects.toThrow('enough')
})

test('an old buildx is refused before anything is built', async () => {
  const old = ({ options }: Call) => {
    options.onStdout?.(Buffer.from('github.com/docker/buildx v0.10.4 abc\n'))
    return 0
  }
  const process = scripted({ 'docker buildx version': old })
  await expect(createBuilder({ process, env: {}, temp }).build(smallRequest, () => {})).rejects.toMatchObject({
    code: 'BH100',
  })
  expect(process.calls).toEqual(['docker buildx version'])
})

test('a builder that is not there or does not answer is BH101', async () => {
  const process = scripted({
    'docker buildx version': version,
    'docker buildx inspect nope': ({ options }) => {
      options.onStderr?.(Buffer.from('ERROR: no builder "nope" found\n'))
      return 1
    },
    'docker buildx inspect': ({ options }) => {
      options.onStdout?.(Buffer.from('Name: default\nDriver: \nError: failed to connect\n'))
      return 0
    },
  })
  const builder = createBuilder({ process, env: {}, temp })
  await expect(builder.inspect('nope')).rejects.toMatchObject({
    code: 'BH101',
    message: 'the builder does not answer: no builder "nope" found',
  })
  await expect(builder.inspect()).rejects.toMatchObject({
    code: 'BH101',
    message: 'the builder does not answer: failed to connect',
  })
})
