import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach } from 'vitest'
import { cliEntry, type Ended, startProgram } from '../e2e/programs.ts'
import { installBuildx } from '../fakes/faults/buildx.ts'
import { type FakeRegistry, startFakeRegistry } from '../fakes/registry/server.ts'

/** Whether file systems can be mounted here. */
export const isRoot = process.getuid?.() === 0
/** What is undone after a test, last first. */
export const cleanups: (() => unknown)[] = []
afterEach(async () => {
  for (const clean of cleanups.splice(0).reverse()) await clean()
})

/** A project, a registry and a buildx of their own, and folders that can be put on a disk of any size. */
export interface Bench {
  readonly root: string
  readonly registry: FakeRegistry
  /** Puts a new file system there: so many KiB, or one that cannot be written. */
  mount(folder: string, options: string): string
  run(given?: Run): Promise<Ended>
}

/** How Basehit is run, besides as usual. */
export interface Run {
  readonly args?: readonly string[]
  readonly env?: Readonly<Record<string, string | undefined>>
  /** A shell prefix such as `ulimit -n 64;`. */
  readonly shell?: string
  readonly node?: readonly string[]
}

/** Makes a bench; it goes with its test. */
export async function openBench(): Promise<Bench> {
  const root = mkdtempSync(join(tmpdir(), 'basehit-resource-'))
  const registry = await startFakeRegistry()
  cleanups.push(
    () => rmSync(root, { recursive: true, force: true }),
    () => registry.close(),
  )
  for (const name of ['project', 'bin', 'temp', 'cache', 'home', 'runner']) mkdirSync(join(root, name))
  writeFileSync(
    join(root, 'project/Dockerfile'),
    'FROM scratch AS deps\nCOPY requirements.txt /\nRUN install\nFROM deps AS app\nCOPY app.txt /\n',
  )
  writeFileSync(join(root, 'project/requirements.txt'), 'torch\n')
  writeFileSync(join(root, 'project/app.txt'), 'hello\n')
  installBuildx(join(root, 'bin'))
  const env = {
    PATH: join(root, 'bin'),
    HOME: join(root, 'home'),
    XDG_CACHE_HOME: join(root, 'cache'),
    TMPDIR: join(root, 'temp'),
  }
  const tags = ['--tag', `${registry.host}/team/app:1`]
  return {
    root,
    registry,
    mount: (folder, options) => {
      const path = join(root, folder)
      mkdirSync(path, { recursive: true })
      execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', path])
      cleanups.push(() => execFileSync('umount', ['-l', path]))
      return path
    },
    run: ({ args = [...tags, '--push'], env: more = {}, shell, node = [] } = {}) => {
      const line = [...node, cliEntry, 'build', '--base-stage', 'deps', '--verify', 'true', ...args]
      const start = { cwd: join(root, 'project'), env: { ...env, ...more } }
      if (shell === undefined) return startProgram(process.execPath, line, start).ended
      return startProgram('/bin/sh', ['-c', `${shell} exec "$0" "$@"`, process.execPath, ...line], start).ended
    },
  }
}

/** Fills a file system to its last byte. */
export function fill(path: string): void {
  try {
    writeFileSync(join(path, 'fill'), Buffer.alloc(4 * 1024 * 1024))
  } catch {
    // That was the aim.
  }
}
