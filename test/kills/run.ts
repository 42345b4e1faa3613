import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readlinkSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { describeProcess } from '../../src/leases/holder.ts'
import { actionEntries, cliEntry, type Ended, type Running, startProgram } from '../e2e/programs.ts'
import { installBuildx } from '../fakes/faults/buildx.ts'
import { type FakeRegistry, startFakeRegistry } from '../fakes/registry/server.ts'

/** How Basehit is started. */
export const faces = ['cli', 'action'] as const
export type Face = (typeof faces)[number]

let lastRun = 0

/** What is started again is another run. */
function freshRunId(): string {
  lastRun++
  return String(lastRun)
}

/** A machine of one user with a project, a registry and a buildx, all of them its own. */
export class Bench {
  readonly root: string
  readonly registry: FakeRegistry
  readonly leases: string

  private constructor(root: string, registry: FakeRegistry) {
    this.root = root
    this.registry = registry
    this.leases = join(root, 'cache/basehit/leases')
  }

  /** `bulk` is the size of a file of the base, in bytes: reading it takes a while. */
  static async open(bulk = 0): Promise<Bench> {
    const root = mkdtempSync(join(tmpdir(), 'basehit-kill-'))
    const registry = await startFakeRegistry()
    for (const name of ['project', 'bin', 'temp', 'cache', 'home']) mkdirSync(join(root, name))
    const files = {
      Dockerfile: `FROM scratch AS deps\nCOPY requirements.txt ${bulk > 0 ? 'bulk.bin ' : ''}/\nRUN install\nFROM deps AS app\nCOPY app.txt /\n`,
      'requirements.txt': 'torch\n',
      'app.txt': 'hello\n',
      'bulk.bin': '',
    }
    for (const [name, text] of Object.entries(files)) writeFileSync(join(root, 'project', name), text, { mode: 0o644 })
    truncateSync(join(root, 'project/bulk.bin'), bulk)
    installBuildx(join(root, 'bin'), registry.origin)
    return new Bench(root, registry)
  }

  /** Starts `build` with the app left out, and one verify command. */
  start(face: Face, more: Readonly<Record<string, string>> = {}, cache = 'cache'): Running {
    const inputs = {
      'base-stage': 'deps',
      tags: `${this.registry.host}/team/app:1`,
      app: 'false',
      verify: 'true',
      ...more,
    }
    const env = {
      PATH: join(this.root, 'bin'),
      HOME: join(this.root, 'home'),
      XDG_CACHE_HOME: join(this.root, cache),
      TMPDIR: join(this.root, 'temp'),
    }
    const cwd = join(this.root, 'project')
    if (face === 'action')
      return startProgram(process.execPath, [actionEntries.build], { cwd, env: { ...env, ...this.#runner(inputs) } })
    const flags = Object.entries(inputs)
      .filter(([, value]) => value !== '')
      .map(([name, value]) => `--${name}=${value}`)
    return startProgram(process.execPath, [cliEntry, 'build', ...flags], { cwd, env })
  }

  #runner(inputs: Readonly<Record<string, string>>): Record<string, string> {
    const file = (name: string, text = '') => {
      const path = join(this.root, name)
      writeFileSync(path, text)
      return path
    }
    const given = Object.entries(inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value])
    return {
      ...Object.fromEntries(given),
      GITHUB_ACTIONS: 'true',
      GITHUB_EVENT_NAME: 'push',
      GITHUB_EVENT_PATH: file('event.json', '{"repository":{"default_branch":"main"}}'),
      GITHUB_REF: 'refs/heads/main',
      GITHUB_REF_PROTECTED: 'true',
      GITHUB_REPOSITORY: 'octo/app',
      GITHUB_RUN_ID: freshRunId(),
      GITHUB_SERVER_URL: 'https://github.com',
      GITHUB_SHA: '0'.repeat(40),
      GITHUB_OUTPUT: file('output'),
      GITHUB_STEP_SUMMARY: file('summary'),
      RUNNER_TEMP: join(this.root, 'temp'),
    }
  }

  /** What is under the base's tag: nothing, a whole base, or what is wrong with it. */
  tagState(): 'absent' | 'complete' | string {
    const repository = this.registry.storage.find('team/app-base')
    const [tag, digest] = [...(repository?.tags ?? [])].find(([name]) => /^[0-9a-f]{64}$/.test(name)) ?? []
    if (tag === undefined) return 'absent'
    const manifest = repository?.manifests.get(digest ?? '')
    if (manifest === undefined) return 'names nothing'
    const { config, layers, annotations } = JSON.parse(new TextDecoder().decode(manifest.bytes)) as {
      config: { digest: string }
      layers: { digest: string }[]
      annotations?: Record<string, string>
    }
    const gone = [config, ...layers].filter(blob => !repository?.blobs.has(blob.digest))
    if (gone.length > 0) return `lacks ${gone.length} blobs`
    return annotations?.['dev.basehit.dependency-digest'] === tag ? 'complete' : 'is on another base'
  }

  /** Files and folders that a run should not have left; a step's bake file is for the steps after it. */
  litter(): string[] {
    return ['temp', 'cache/basehit/leases'].flatMap(name => {
      const path = join(this.root, name)
      const left = existsSync(path) ? readdirSync(path) : []
      return left.filter(each => !/^basehit-[0-9a-f-]{36}\.json$/.test(each)).map(each => `${name}/${each}`)
    })
  }

  /** Holds the lease of a base as another living process would, until it is let go. */
  holdLease(digest: string): () => void {
    const lease = join(this.leases, digest)
    mkdirSync(lease, { recursive: true })
    writeFileSync(join(lease, 'of-the-test'), JSON.stringify({ ...describeProcess(), token: 'of-the-test' }))
    return () => rmSync(lease, { recursive: true })
  }

  async close(): Promise<void> {
    await this.registry.close()
    rmSync(this.root, { recursive: true, force: true })
  }
}

/** Waits until a process has a file of this name open. */
export async function reads(running: Running, name: string): Promise<void> {
  for (;;) {
    const folder = `/proc/${running.pid}/fd`
    const open = existsSync(folder) ? readdirSync(folder) : []
    const links = open.map(each => {
      try {
        return readlinkSync(join(folder, each))
      } catch {
        return ''
      }
    })
    if (links.some(link => link.endsWith(name)) || open.length === 0) return
    await sleep(5)
  }
}

/** Waits for an end, but not for ever. */
export async function endWithin(running: Running, milliseconds: number): Promise<Ended | undefined> {
  return Promise.race([running.ended, sleep(milliseconds, undefined, { ref: false })])
}
