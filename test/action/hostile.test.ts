import { spawn } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { printable } from '../../src/buildx/printable.ts'
import { annotation } from '../../src/recipe/annotations.ts'
import { type FakeRegistry, startFakeRegistry } from '../fakes/registry/server.ts'
import { hostileLines } from './hostile.ts'
import { runnerCommands } from './runner-commands.ts'

const entries = { action: '../../src/action/index.ts', cli: '../../src/cli/index.ts' }
const count = 100_000
let registry: FakeRegistry
let root: string

beforeAll(async () => {
  registry = await startFakeRegistry()
  root = mkdtempSync(join(tmpdir(), 'hostile-'))
  mkdirSync(join(root, 'bin'))
  mkdirSync(join(root, 'app'))
  const program = join(root, 'bin/buildx')
  writeFileSync(program, `#!/bin/sh\nexec ${process.execPath} ${join(import.meta.dirname, 'hostile-buildx.ts')} "$@"\n`)
  chmodSync(program, 0o755)
  writeFileSync(join(root, 'app/base.Dockerfile'), 'FROM scratch\nCOPY requirements.txt /\n')
  writeFileSync(join(root, 'app/Dockerfile'), 'FROM base\nCOPY app.py /\n')
  for (const name of ['requirements.txt', 'app.py']) writeFileSync(join(root, 'app', name), 'x\n')
})
afterAll(() => registry.close())

const inputs = () => ({
  'base-file': 'base.Dockerfile',
  tags: `${registry.host}/acme/app:1`,
  platforms: 'linux/amd64',
  'app-cache': 'none',
})

async function run(entry: keyof typeof entries, args: readonly string[], env: Record<string, string>) {
  const paths = { GITHUB_OUTPUT: join(root, 'out'), GITHUB_STEP_SUMMARY: join(root, 'summary') }
  for (const path of Object.values(paths)) writeFileSync(path, '')
  const child = spawn(process.execPath, [join(import.meta.dirname, entries[entry]), ...args], {
    cwd: join(root, 'app'),
    env: { PATH: join(root, 'bin'), HOME: root, RUNNER_TEMP: root, ...paths, ...env },
  })
  const pieces: Buffer[] = []
  for (const stream of [child.stdout, child.stderr]) stream.on('data', piece => pieces.push(piece))
  const status = await new Promise<number | null>(resolve => child.on('close', resolve))
  const log = Buffer.concat(pieces).toString('utf8')
  return {
    status,
    log,
    outputs: readFileSync(paths.GITHUB_OUTPUT, 'utf8'),
    summary: readFileSync(paths.GITHUB_STEP_SUMMARY, 'utf8'),
  }
}

/** Runs the action with the hostile builder. */
function step(env: Record<string, string>) {
  const given = Object.entries(inputs()).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value])
  const facts = { GITHUB_ACTIONS: 'true', GITHUB_REPOSITORY: 'acme/app', GITHUB_RUN_ID: '7' }
  return run('action', [], { ...facts, ...Object.fromEntries(given), ...env })
}

/** Puts a base that is reused into the registry, and returns its manifest digest. */
async function publish(): Promise<string> {
  const flags = Object.entries(inputs()).map(([name, value]) => `--${name}=${value}`)
  const { log } = await run('cli', ['digest', ...flags], {})
  const mediaType = 'application/vnd.oci.image.manifest.v1+json'
  const manifest = JSON.stringify({
    schemaVersion: 2,
    mediaType,
    config: { mediaType: 'application/vnd.oci.image.config.v1+json', digest: `sha256:${'0'.repeat(64)}`, size: 2 },
    layers: [],
    annotations: {
      [annotation.dependencyDigest]: log.trim(),
      [annotation.platform]: 'linux/amd64',
      [annotation.created]: new Date().toISOString(),
    },
  })
  return registry.storage.putManifest('acme/app-base', log.trim(), { bytes: Buffer.from(manifest), mediaType })
}

describe('the port of the runner’s parser', () => {
  test.each([
    ['::error::x', 'error'],
    ['  \t::add-path::x', 'add-path'],
    ['\u0085\u3000::add-mask::x', 'add-mask'],
    ['a\r::set-output name=a::b', 'set-output'],
    ['anything ##[set-output name=x]y', 'set-output'],
    ['::Stop-Commands::t', 'stop-commands'],
  ])('takes %j for a command', (line, name) => {
    expect(runnerCommands(line).map(command => command.name)).toEqual([name])
  })

  test.each(['x ::error::', ': :error::x', '## [error]', '\ufeff::error::x', '::error', 'std::vector<a::b>', '####'])(
    'takes %j for none',
    line => {
      expect(runnerCommands(line)).toEqual([])
    },
  )

  test('finds commands in hostile lines, as they are', () => {
    const found = [...hostileLines(1000)].filter(line => runnerCommands(line).length > 0)
    expect(found.length).toBeGreaterThan(300)
  })
})

test(`printable leaves no command in ${count} hostile lines, in whatever order they meet`, () => {
  const lines = [...hostileLines(count, 3)]
  expect(runnerCommands(lines.map(printable).join('\n'))).toEqual([])
  expect(runnerCommands(printable(lines.join('\n')))).toEqual([])
  expect(runnerCommands(printable(lines.join('')))).toEqual([])
})

describe(`a build that prints ${count} hostile lines`, () => {
  test('says nothing to the runner, and its summary and outputs are ours alone', async () => {
    const base = await publish()
    const { status, log, outputs, summary } = await step({ HOSTILE_LINES: String(count), HOSTILE_BASE: base })
    expect(status, log.slice(-2000)).toBe(0)
    expect(log.split('\n').length).toBeGreaterThan(count / 2)
    const commands = runnerCommands(log).filter(({ name }) => name !== 'notice')
    expect(commands).toEqual([
      { name: 'group', data: 'building the app' },
      { name: 'endgroup', data: '' },
    ])
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
    expect(log).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/)
    expect([...outputs.matchAll(/^([\w-]+)<<ghadelimiter_/gm)].map(match => match[1])).toHaveLength(12)
    expect(summary).toContain('**reused**')
    expect(Buffer.byteLength(summary)).toBeLessThan(64 * 1024)
    expect(runnerCommands(summary)).toEqual([])
    expect(summary).not.toContain('evil')
  })

  test('says nothing to the runner when it fails, but through our own annotation', async () => {
    await publish()
    const { status, log, summary } = await step({ HOSTILE_LINES: String(count), HOSTILE_END: 'failed' })
    expect(status).toBe(1)
    const commands = runnerCommands(log).filter(({ name }) => name !== 'notice')
    expect(commands.map(({ name }) => name)).toEqual(['group', 'endgroup', 'error'])
    expect(log).toMatch(/^::error title=BH102(?:,[^:]*)?::the build failed/m)
    // What the runner makes lines of is inert as well.
    const said = (commands.at(-1)?.data ?? '').replaceAll('%0A', '\n').replaceAll('%0D', '\r').replaceAll('%25', '%')
    expect(runnerCommands(said)).toEqual([])
    expect(summary).toBe('')
  })

  test.each(['done', 'failed'])('says nothing to the runner through the command line (%s)', async end => {
    const base = await publish()
    const flags = Object.entries(inputs()).map(([name, value]) => `--${name}=${value}`)
    const env = { HOSTILE_LINES: '20000', HOSTILE_BASE: base, HOSTILE_END: end }
    const { status, log } = await run('cli', ['build', ...flags], env)
    expect(status, log.slice(-2000)).toBe(end === 'done' ? 0 : 1)
    expect(runnerCommands(log)).toEqual([])
  })
})
