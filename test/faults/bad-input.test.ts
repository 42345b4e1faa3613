import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { nodeProcess } from '../../src/buildx/node-process.ts'
import { main } from '../../src/cli/main.ts'
import { installBuildx } from '../fakes/faults/buildx.ts'
import { type FakeRegistry, startFakeRegistry } from '../fakes/registry/server.ts'
import { type BadInput, badInputs, elsewhere, good, notApplicable, usual } from './bad-inputs.ts'

const rows = 76

/** A user's machine on which one mistake is made. */
class Desk {
  readonly root = mkdtempSync(join(tmpdir(), 'basehit-bad-'))
  readonly project = join(this.root, 'work/project')
  readonly registry: FakeRegistry

  constructor(registry: FakeRegistry) {
    this.registry = registry
    for (const name of ['work/project', 'work/bin', 'work/home/.docker', 'temp'])
      mkdirSync(join(this.root, name), { recursive: true })
  }

  lay({ files = {}, prepare, buildx }: BadInput): void {
    for (const [name, content] of Object.entries({ Dockerfile: good, ...files })) {
      const path = join(this.project, name)
      mkdirSync(dirname(path), { recursive: true })
      writeFileSync(path, typeof content === 'string' ? this.#concrete(content) : content)
    }
    const bin = join(this.root, 'work/bin')
    installBuildx(bin)
    if (buildx !== undefined) {
      const path = join(bin, 'buildx')
      writeFileSync(path, readFileSync(path, 'utf8').replace('case "$1" in\n', `case "$1" in\n${buildx}\n`))
      chmodSync(path, 0o755)
    }
    prepare?.(this.project)
  }

  async run({ args = usual, more = [], env = {} }: BadInput): Promise<{ status: number; err: string; out: string }> {
    let [err, out] = ['', '']
    const status = await main(
      [...args, ...more].map(arg => this.#concrete(arg)),
      {
        machine: {
          env: {
            PATH: `${join(this.root, 'work/bin')}:${process.env.PATH}`,
            HOME: join(this.root, 'work/home'),
            ...env,
          },
          cwd: this.project,
          home: join(this.root, 'work/home'),
          architecture: 'x64',
          temp: join(this.root, 'temp'),
        },
        process: nodeProcess,
        signal: new AbortController().signal,
        out: text => {
          out += text
        },
        err: text => {
          err += text
        },
      },
    )
    return { status, err, out }
  }

  /** The first line of what was said, with what differs from run to run named. */
  firstLine(err: string): string {
    const line = err.slice(Math.max(0, err.indexOf('error'))).split('\n')[0] ?? ''
    return line
      .replaceAll(this.registry.host, 'HOST')
      .replaceAll(join(this.root, 'work'), 'ROOT')
      .replace(/[0-9a-f]{64}/g, 'DIGEST')
  }

  #concrete(text: string): string {
    return text.replaceAll('HOST', this.registry.host)
  }
}

async function openRegistry(kind: BadInput['registry']): Promise<FakeRegistry> {
  const login = { kind: 'bearer', username: 'u', password: 'p', anonymous: 'nothing' } as const
  const registry = await startFakeRegistry(kind === 'private' || kind === 'read-only' ? { login } : {})
  const json = { 'content-type': 'application/json' }
  const denied = { kind: 'answer', status: 403, headers: json, body: '{"errors":[{"code":"DENIED"}]}' } as const
  if (kind === 'read-only')
    registry.rule({ path: /uploads\/$/, act: denied, while: headers => headers.authorization !== undefined })
  if (kind === 'html')
    registry.rule({
      path: /./,
      act: { kind: 'answer', status: 200, headers: { 'content-type': 'text/html' }, body: '<html>Sign in</html>' },
    })
  if (kind === 'limited') {
    const headers = {
      ...json,
      'retry-after': '7200',
      'ratelimit-limit': '100;w=21600',
      'ratelimit-remaining': '0;w=21600',
    }
    registry.rule({
      path: /./,
      act: {
        kind: 'answer',
        status: 429,
        headers,
        body: '{"errors":[{"code":"TOOMANYREQUESTS","message":"slow down"}]}',
      },
    })
  }
  if (kind === 'foreign') {
    const mediaType = 'application/vnd.oci.image.manifest.v1+json'
    const config = {
      mediaType: 'application/vnd.oci.image.config.v1+json',
      digest: `sha256:${'0'.repeat(64)}`,
      size: 2,
    }
    const body = JSON.stringify({ schemaVersion: 2, mediaType, config, layers: [] })
    registry.rule({
      method: 'GET',
      path: /manifests\/[0-9a-f]{64}$/,
      act: { kind: 'answer', status: 200, headers: { 'content-type': mediaType }, body },
    })
  }
  return registry
}

async function make(
  mistake: BadInput,
): Promise<{ status: number; line: string; out: string; desk: Desk; err: string }> {
  const desk = new Desk(await openRegistry(mistake.registry))
  try {
    desk.lay(mistake)
    const { status, err, out } = await desk.run(mistake)
    return { status, line: desk.firstLine(err), out, desk, err }
  } finally {
    await desk.registry.close()
    rmSync(desk.root, { recursive: true, force: true })
  }
}

describe('the table of bad inputs', () => {
  it(`has all ${rows} rows, each tested here, tested elsewhere, or with the reason why not`, () => {
    const known = [
      ...badInputs.map(({ row }) => row),
      ...Object.keys(elsewhere).map(Number),
      ...Object.keys(notApplicable).map(Number),
      30,
    ]
    expect([...new Set(known)].sort((a, b) => a - b)).toEqual(Array.from({ length: rows }, (_, at) => at + 1))
  })

  it.each(Object.entries(elsewhere))('row %s is tested where its part is', (_, [file, code]) => {
    expect(readFileSync(join(import.meta.dirname, '../..', file), 'utf8')).toContain(code)
  })

  it.each(badInputs)('row $row: $what', async mistake => {
    const { status, line, out, desk, err } = await make(mistake)
    expect(line, err).toBe(mistake.says)
    expect([status, out.includes('published')], err).toEqual([mistake.status ?? 1, false])
    expect(
      desk.registry.journal.filter(({ method, target }) => method === 'PUT' && target.includes('manifests')),
    ).toEqual([])
  })

  it.runIf(process.getuid?.() === 0)('row 30: a file that this user may not read', () => {
    const root = mkdtempSync(join(tmpdir(), 'basehit-bad-'))
    chmodSync(root, 0o755)
    writeFileSync(join(root, 'Dockerfile'), 'FROM scratch AS deps\nCOPY secret /\nFROM deps\nRUN true\n', {
      mode: 0o644,
    })
    writeFileSync(join(root, 'secret'), 'x', { mode: 0o000 })
    const cli = join(import.meta.dirname, '../../src/cli/index.ts')
    const args = [
      '--reuid=65534',
      '--regid=65534',
      '--clear-groups',
      process.execPath,
      cli,
      'digest',
      '--base-stage',
      'deps',
    ]
    const run = () =>
      execFileSync('setpriv', args, {
        cwd: root,
        encoding: 'utf8',
        stdio: 'pipe',
        env: { HOME: '/nonexistent', PATH: process.env.PATH },
      })
    expect(run).toThrow(/error\[BH042\]: cannot read `secret`/)
    rmSync(root, { recursive: true })
  })
})
