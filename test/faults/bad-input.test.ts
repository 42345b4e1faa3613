import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { nodeProcess } from '../../src/buildx/node-process.ts'
import { main } from '../../src/cli/main.ts'
import { installBuildx } from '../fakes/faults/buildx.ts'
import { type FakeRegistry, startFakeRegistry } from '../fakes/registry/server.ts'
import { type BadInput, badInputs, elsewhere, good, usual } from './bad-inputs.ts'

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

  /** The lines from the error on, or from the first warning of a code, with what differs from run to run named. */
  lines(err: string, severity: 'error' | 'warning'): string[] {
    const from = err.indexOf(severity === 'error' ? 'error' : 'warning[')
    return err
      .slice(Math.max(0, from))
      .split('\n')
      .map(line => this.#general(line))
  }

  #general(line: string): string {
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
): Promise<{ status: number; lines: readonly string[]; out: string; desk: Desk; err: string }> {
  const desk = new Desk(await openRegistry(mistake.registry))
  try {
    desk.lay(mistake)
    const { status, err, out } = await desk.run(mistake)
    const lines = desk.lines(err, mistake.says.startsWith('warning') ? 'warning' : 'error')
    return { status, lines, out, desk, err }
  } finally {
    await desk.registry.close()
    rmSync(desk.root, { recursive: true, force: true })
  }
}

describe('the table of bad inputs', () => {
  it(`has all ${rows} rows, each tested here or where its part is`, () => {
    const known = [...badInputs.map(({ row }) => row), ...Object.keys(elsewhere).map(Number), 30, 75]
    expect([...new Set(known)].sort((a, b) => a - b)).toEqual(Array.from({ length: rows }, (_, at) => at + 1))
  })

  it.each(Object.entries(elsewhere))('row %s is tested where its part is', (_, [file, code]) => {
    expect(readFileSync(join(import.meta.dirname, '../..', file), 'utf8')).toContain(code)
  })

  it.each(badInputs)('row $row: $what', async mistake => {
    const { status, lines, out, desk, err } = await make(mistake)
    expect(lines[0], err).toBe(mistake.says)
    if (mistake.at !== undefined) {
      expect(lines[1], err).toBe(`  at ${/^\d/.test(mistake.at) ? `Dockerfile:${mistake.at}` : mistake.at}`)
    }
    expect([status, /published|warning/.test(out)], err).toEqual([mistake.status ?? 1, false])
    if (mistake.status === 0 && mistake.args === undefined) return
    expect(
      desk.registry.journal.filter(({ method, target }) => method === 'PUT' && target.includes('manifests')),
    ).toEqual([])
  })

  it('what only a build would meet is not said of a base that is there', async () => {
    const desk = new Desk(await openRegistry(undefined))
    const mistake: BadInput = {
      row: 0,
      what: 'all that stops or delays a build only',
      files: {
        Dockerfile: [
          'FROM scratch AS deps',
          'COPY . /src',
          'RUN --security=insecure --mount=type=secret,id=a,required=true pip install -r /src/requirements.txt',
          'FROM deps',
          'RUN true',
          '',
        ].join('\n'),
        'requirements.txt': '--extra-index-url https://example.com/simple\na==1\n',
      },
      says: '',
    }
    try {
      desk.lay(mistake)
      const first = await desk.run({ ...mistake, more: ['--allow=security.insecure', '--secret=id=a,env=HOME'] })
      expect([first.status, first.err.match(/BH\d{3}/g)], first.err).toEqual([0, ['BH033', 'BH141']])
      const second = await desk.run(mistake)
      expect([second.status, second.err.match(/BH\d{3}/g)], second.err).toEqual([0, null])
      const planned = { ...mistake, args: ['plan', '--json', '--base-stage=deps', '--tag=HOST/team/app:2'] }
      const missed = await desk.run({ ...planned, more: ['--salt=x'] })
      expect([missed.status, missed.err.match(/BH\d{3}/g)], missed.err).toEqual([0, ['BH033', 'BH141']])
      expect(Object.keys(JSON.parse(missed.out) as object)).toEqual(['schema', 'bases'])
    } finally {
      await desk.registry.close()
      rmSync(desk.root, { recursive: true, force: true })
    }
  })

  it('row 75: more than 100 000 files', { timeout: 120_000 }, async () => {
    const mistake: BadInput = {
      row: 75,
      what: 'more than 100 000 files',
      args: ['plan', '--base-stage', 'deps', '--tag', 'HOST/team/app:1'],
      files: { Dockerfile: 'FROM scratch AS deps\nRUN true\nCOPY data /data\nFROM deps\nRUN true\n' },
      prepare: project => {
        for (let at = 0; at <= 100_000; at++) {
          const directory = join(project, `data/${Math.floor(at / 20_000)}`)
          if (at % 20_000 === 0) mkdirSync(directory, { recursive: true })
          writeFileSync(join(directory, String(at)), '')
        }
      },
      status: 0,
      says: 'warning[BH150]: …',
    }
    const { status, lines } = await make(mistake)
    const most = [0, 1, 2, 3, 4].map(at => `data/${at}/ (20000 files, 0.0 MB)`).join(', ')
    expect([status, ...lines.slice(0, 3)]).toEqual([
      0,
      `warning[BH150]: the base takes 100001 files, 0.0 MB from its context, and every run reads them all; the most in ${most}`,
      '  at Dockerfile:3:1',
      '  hide what the base does not need in .dockerignore',
    ])
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
