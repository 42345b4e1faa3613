import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { FakeRegistry } from '../fakes/registry/server.ts'
import { type Bench, cleanups, fill, isRoot, openBench } from '../kills/limits.ts'
import { actionEntries, type Ended, startProgram } from './programs.ts'

/** The run failed with a code and named the thing; nothing was tagged. */
function expectNamed({ status, stderr }: Ended, code: string, thing: RegExp | string, registry?: FakeRegistry): void {
  expect(status, stderr).toBe(1)
  expect(stderr).toContain(`error[${code}]: `)
  if (typeof thing === 'string') expect(stderr).toContain(thing)
  else expect(stderr).toMatch(thing)
  expect(stderr).not.toContain('a fault in Basehit itself')
  if (registry !== undefined) expect([...(registry.storage.find('team/app-base')?.tags.keys() ?? [])]).toEqual([])
}

function tagsOf({ registry }: Bench): readonly string[] {
  return [...(registry.storage.find('team/app-base')?.tags.keys() ?? [])].filter(tag => /^[0-9a-f]{64}$/.test(tag))
}

describe.runIf(isRoot)('a full disk', () => {
  it('under the temporary files ends the run with its name', async () => {
    const bench = await openBench()
    fill(bench.mount('full', 'size=64k'))
    const run = await bench.run({ env: { TMPDIR: join(bench.root, 'full') } })
    expectNamed(run, 'BH103', join(bench.root, 'full'), bench.registry)
    expect(readdirSync(join(bench.root, 'full'))).toEqual(['fill'])
  })

  it('under the leases costs the lease, and is said', async () => {
    const bench = await openBench()
    fill(bench.mount('full', 'size=64k,nr_inodes=2'))
    const run = await bench.run({ env: { XDG_CACHE_HOME: join(bench.root, 'full') } })
    expect(run.status, run.stderr).toBe(0)
    expect(run.stderr).toContain(`cannot keep a lease in ${join(bench.root, 'full/basehit')} (ENOSPC)`)
    expect(tagsOf(bench)).toHaveLength(1)
  })

  it('under a directory of bases ends the run with its name, and leaves no half base', async () => {
    const bench = await openBench()
    const directory = bench.mount('full', 'size=64k')
    fill(directory)
    rmSync(join(directory, 'fill'))
    writeFileSync(join(directory, 'fill'), Buffer.alloc(60 * 1024))
    const store = join(directory, 'bases')
    const run = await bench.run({ args: ['--base-repository', `oci-layout://${store}`, '--tag', 'app'] })
    expect(run.status, run.stderr).toBe(1)
    expect(run.stderr).toMatch(/error\[BH103\]: /)
    expect(run.stderr).toMatch(/no space left|ENOSPC/)
    expect(run.stderr).not.toContain('a fault in Basehit itself')
    rmSync(join(directory, 'fill'))
    const again = await bench.run({ args: ['--base-repository', `oci-layout://${store}`, '--app=false'] })
    expect(again.status, again.stderr).toBe(0)
    const index = JSON.parse(readFileSync(join(store, 'index.json'), 'utf8')) as { manifests: unknown[] }
    expect(index.manifests.length).toBeGreaterThan(0)
  })

  it('under the outputs of a step ends it with their name', async () => {
    const bench = await openBench()
    const full = bench.mount('full', 'size=64k')
    const runner = join(bench.root, 'runner')
    for (const name of ['output', 'summary']) writeFileSync(join(full, name), '')
    fill(full)
    const event = join(runner, 'event.json')
    writeFileSync(event, '{"repository":{"default_branch":"main"}}')
    const { ended } = startProgram(process.execPath, [actionEntries.build], {
      cwd: join(bench.root, 'project'),
      env: {
        PATH: join(bench.root, 'bin'),
        HOME: join(bench.root, 'home'),
        XDG_CACHE_HOME: join(bench.root, 'cache'),
        'INPUT_BASE-STAGE': 'deps',
        INPUT_TAGS: `${bench.registry.host}/team/app:1`,
        INPUT_APP: 'false',
        GITHUB_ACTIONS: 'true',
        GITHUB_EVENT_NAME: 'push',
        GITHUB_EVENT_PATH: event,
        GITHUB_REF: 'refs/heads/main',
        GITHUB_REF_PROTECTED: 'true',
        GITHUB_REPOSITORY: 'octo/app',
        GITHUB_SERVER_URL: 'https://github.com',
        GITHUB_OUTPUT: join(full, 'output'),
        GITHUB_STEP_SUMMARY: join(full, 'summary'),
        RUNNER_TEMP: runner,
      },
    })
    const run = await ended
    expect(run.status, run.stdout).toBe(1)
    expect(run.stdout).toMatch(/^::error.*(?:ENOSPC|no space)/m)
  })
})

describe.runIf(isRoot)('a file system that cannot be written', () => {
  it('under the temporary files ends the run with its name', async () => {
    const bench = await openBench()
    const path = bench.mount('fixed', 'size=64k,ro')
    expectNamed(await bench.run({ env: { TMPDIR: path } }), 'BH042', path, bench.registry)
  })

  it('under the leases costs the lease, and is said', async () => {
    const bench = await openBench()
    const path = bench.mount('fixed', 'size=64k,ro')
    const run = await bench.run({ env: { XDG_CACHE_HOME: path } })
    expect(run.status, run.stderr).toBe(0)
    // Node makes ENOENT of EROFS where it makes several folders at once.
    expect(run.stderr).toMatch(new RegExp(`cannot keep a lease in ${path}/basehit \\((?:EROFS|ENOENT)\\)`))
  })

  it('under a directory of bases ends the run with its name before anything is built', async () => {
    const bench = await openBench()
    const path = bench.mount('fixed', 'size=64k,ro')
    const run = await bench.run({ args: ['--base-repository', `oci-layout://${path}/bases`, '--app=false'] })
    expectNamed(run, 'BH042', path)
    expect(run.stderr).not.toContain('building the')
  })

  it('under the project is no hindrance', async () => {
    const bench = await openBench()
    const project = join(bench.root, 'project')
    execFileSync('mount', ['--bind', project, project])
    cleanups.push(() => execFileSync('umount', ['-l', project]))
    execFileSync('mount', ['-o', 'remount,ro,bind', project])
    const run = await bench.run()
    expect(run.status, run.stderr).toBe(0)
    expect(tagsOf(bench)).toHaveLength(1)
  })
})

describe('scarce things', () => {
  it('64 open files are enough', async () => {
    const bench = await openBench()
    for (let at = 0; at < 300; at++) writeFileSync(join(bench.root, `project/file-${at}`), `${at}`)
    writeFileSync(
      join(bench.root, 'project/Dockerfile'),
      'FROM scratch AS deps\nCOPY . /src\nRUN install\nFROM deps\nRUN true\n',
    )
    const run = await bench.run({ shell: 'ulimit -n 64;' })
    expect(run.status, run.stderr).toBe(0)
    expect(tagsOf(bench)).toHaveLength(1)
  })

  it('16 open files are too few, and that is said', async () => {
    const bench = await openBench()
    const run = await bench.run({ shell: 'ulimit -n 16;' })
    expect(run.status).not.toBe(0)
    expect(tagsOf(bench)).toEqual([])
  })

  it('96 MB of heap are enough for a context of 20 000 files and one of 300 MB', async () => {
    const bench = await openBench()
    const data = join(bench.root, 'project/data')
    mkdirSync(data)
    for (let at = 0; at < 20_000; at++) writeFileSync(join(data, `${at}`), '')
    execFileSync('truncate', ['-s', '300M', join(data, 'big')])
    writeFileSync(
      join(bench.root, 'project/Dockerfile'),
      'FROM scratch AS deps\nCOPY data /data\nRUN install\nFROM deps\nRUN true\n',
    )
    const run = await bench.run({ node: ['--max-old-space-size=96'] })
    expect(run.status, run.stderr).toBe(0)
    expect(tagsOf(bench)).toHaveLength(1)
  })

  it('HOME unset leaves the home of the user', async () => {
    const bench = await openBench()
    const run = await bench.run({ env: { HOME: undefined, DOCKER_CONFIG: join(bench.root, 'home/.docker') } })
    expect(run.status, run.stderr).toBe(0)
    expect(tagsOf(bench)).toHaveLength(1)
  })

  it('HOME, XDG_CACHE_HOME and TMPDIR that are no directories are named', async () => {
    const bench = await openBench()
    const file = join(bench.root, 'project/app.txt')
    expectNamed(await bench.run({ env: { TMPDIR: file } }), 'BH042', file, bench.registry)
    const run = await bench.run({ env: { HOME: file, XDG_CACHE_HOME: undefined } })
    expect(run.status, run.stderr).toBe(0)
    expect(run.stderr).toContain(`cannot keep a lease in ${file}/.cache/basehit (ENOTDIR)`)
  })
})

describe('a clock that jumps', () => {
  /** A module that moves the clock by so many days every second time somebody looks. */
  const jump = (days: number) => {
    const code = `const real = Date.now; let looks = 0; Date.now = () => real() + (looks++ % 2) * ${days * 86_400_000}`
    return ['--import', `data:text/javascript,${encodeURIComponent(code)}`]
  }

  it.each([1, -1, 400])('by %i days builds and reuses all the same', async days => {
    const bench = await openBench()
    const first = await bench.run({ node: jump(days) })
    expect(first.status, first.stderr).toBe(0)
    expect(tagsOf(bench)).toHaveLength(1)
    const [tag] = tagsOf(bench)
    const next = await bench.run()
    expect(next.status, next.stderr).toBe(0)
    expect(tagsOf(bench)).toEqual([tag])
    expect(existsSync(join(bench.root, 'cache/basehit/leases', tag ?? ''))).toBe(false)
  })
})
