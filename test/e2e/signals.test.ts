import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type FakeRegistry, startFakeRegistry } from '../fakes/registry/server.ts'
import { actionEntries, basehit, cliEntry, type Running, startProgram } from './programs.ts'
import { createProject, freshDirectory, freshNamespace, type Project } from './project.ts'
import { expectNothingPushed } from './refusal.ts'
import { tagsOf } from './registry.ts'

/** A runner waits 7.5 s after SIGINT, and 2.5 s after the SIGTERM that follows. */
const patience = 5_000
/** What the base's build and the app's say while they last. */
const slow = (what: string) => `RUN echo "${what} is at it" && sleep 120`

function project(base: string, app: string): Project {
  return createProject({ Dockerfile: ['FROM busybox AS deps', base, 'FROM deps', app, ''].join('\n') })
}

interface Started {
  readonly running: Running
  /** What the run keeps on this machine: leases, temporary files. */
  readonly home: string
}

/** Starts a shell on a project, with a home of its own. */
function start(shell: 'action' | 'cli', { directory, app }: Project, repository?: string): Started {
  const home = freshDirectory()
  const shared = {
    HOME: home,
    XDG_CACHE_HOME: join(home, 'cache'),
    TMPDIR: home,
    RUNNER_TEMP: home,
    SECRET: 'hunter2hunter2',
  }
  if (shell === 'cli') {
    const where = repository === undefined ? [] : ['--base-repository', repository]
    const args = [
      cliEntry,
      'build',
      '--base-stage',
      'deps',
      '--tag',
      `${app}:1`,
      '--push',
      '--secret',
      'id=s,env=SECRET',
      ...where,
    ]
    return { running: startProgram(process.execPath, args, { cwd: directory, env: shared }), home }
  }
  const [output, event] = [join(home, 'output'), join(home, 'event.json')]
  const env = {
    ...shared,
    ...{ GITHUB_ACTIONS: 'true', GITHUB_EVENT_NAME: 'push', GITHUB_REF_PROTECTED: 'true', GITHUB_OUTPUT: output },
    ...{
      GITHUB_EVENT_PATH: event,
      GITHUB_REPOSITORY: 'octo/app',
      GITHUB_RUN_ID: '1',
      GITHUB_SERVER_URL: 'https://github.com',
    },
    ...{ 'INPUT_BASE-STAGE': 'deps', INPUT_TAGS: `${app}:1`, INPUT_PUSH: 'true', 'INPUT_APP-CACHE': 'none' },
    ...{ INPUT_SECRETS: 's=hunter2hunter2', 'INPUT_BASE-REPOSITORY': repository ?? '' },
  }
  writeFileSync(output, '')
  writeFileSync(event, '{}')
  return { running: startProgram(process.execPath, [actionEntries.build], { cwd: directory, env }), home }
}

/** Expects a run to end in time after a signal, with a status that says so, and to leave nothing behind. */
async function expectQuickEnd({ running, home }: Started, signal: NodeJS.Signals): Promise<string> {
  const asked = Date.now()
  running.kill(signal)
  const { status, stdout, stderr } = await running.ended
  expect(Date.now() - asked, stderr).toBeLessThan(patience)
  expect(status).toBe(1)
  expect(`${stdout}${stderr}`).toContain(`interrupted by ${signal}`)
  expect(`${stdout}${stderr}`).not.toContain('a fault in Basehit')
  expect(leftovers(home)).toEqual([])
  expect(builders(home)).toEqual([])
  return `${stdout}${stderr}`
}

/** Files below a directory that hold a secret or mark a lease. */
function leftovers(home: string): string[] {
  const entries = readdirSync(home, { recursive: true, encoding: 'utf8', withFileTypes: true })
  return entries
    .filter(entry => entry.isFile() && !/^(?:output|event\.json)$/.test(entry.name))
    .map(entry => join(entry.parentPath, entry.name))
    .filter(path => !kept.test(path))
}

/** What every run keeps for the next: upstreams by digest, and compiled code. */
const kept = /\/cache\/basehit\/(?:upstream|compiled)\//

/** Processes that were started by a run with this home, and still are: buildx and what it started. */
function builders(home: string): string[] {
  return readdirSync('/proc')
    .filter(name => /^\d+$/.test(name) && name !== String(process.pid))
    .flatMap(pid => {
      try {
        const environment = readFileSync(`/proc/${pid}/environ`, 'utf8')
        return environment.includes(`HOME=${home}\0`) ? [readFileSync(`/proc/${pid}/cmdline`, 'utf8')] : []
      } catch {
        return []
      }
    })
}

const shells = ['action', 'cli'] as const
const signals = ['SIGINT', 'SIGTERM'] as const
const runs = shells.flatMap(shell => signals.map(signal => [shell, signal] as const))

describe.each(runs)('the %s after %s', (shell, signal) => {
  it('ends while the base is built: nothing has a tag, and the next run builds it', async () => {
    const own = project(slow('base'), 'RUN true')
    const started = start(shell, own)
    await started.running.printed(/base is at it/)
    await expectQuickEnd(started, signal)
    await expectNothingPushed(own)
    own.write({ Dockerfile: 'FROM busybox AS deps\nRUN true\nFROM deps\nRUN true\n' })
    const next = await basehit(own, ['build', '--base-stage', 'deps', '--tag', `${own.app}:1`, '--push'])
    expect(next.status, next.stderr).toBe(0)
  })

  it('ends while the app is built: the base is whole, and is reused', async () => {
    const own = project('RUN true', slow('app'))
    const started = start(shell, own)
    await started.running.printed(/app is at it/)
    await expectQuickEnd(started, signal)
    expect(await tagsOf(own.appRepository)).toBeUndefined()
    expect(await tagsOf(own.baseRepository)).toHaveLength(3)
    own.write({ Dockerfile: 'FROM busybox AS deps\nRUN true\nFROM deps\nRUN true\n' })
    const next = await basehit(own, ['build', '--base-stage', 'deps', '--tag', `${own.app}:1`, '--push'])
    expect(next.stderr).toContain('reuse (made')
    expect(next.status, next.stderr).toBe(0)
  })

  it('ends while it waits for another run to build the base', async () => {
    const own = project(slow('base'), 'RUN true')
    const first = start(shell, own)
    await first.running.printed(/base is at it/)
    const home = first.home
    const second = startWaiting(own, home)
    await second.printed(/waiting for it/)
    const asked = Date.now()
    second.kill(signal)
    expect((await second.ended).status).toBe(1)
    expect(Date.now() - asked).toBeLessThan(patience)
    await expectQuickEnd(first, signal)
    await expectNothingPushed(own)
  })

  describe('with a registry that hangs', () => {
    let registry: FakeRegistry
    beforeAll(async () => {
      registry = await startFakeRegistry()
    })
    afterAll(() => registry.close())

    it.each([
      ['a probe', { method: 'GET', path: /manifests/, act: { kind: 'hang' } }],
      [
        'a probe that is tried again',
        { method: 'GET', path: /manifests/, act: { kind: 'answer', status: 503, headers: { 'retry-after': '60' } } },
      ],
      ['the question for the right to push', { method: 'POST', path: /uploads/, act: { kind: 'hang' } }],
    ] as const)('ends during %s', async (_, rule) => {
      const name = freshNamespace()
      const path = new RegExp(`${name}.*${rule.path.source}`)
      registry.rule({ ...rule, path })
      const own = project('RUN true', 'RUN true')
      const started = start(shell, own, `${registry.host}/${name}/base`)
      await until(() => registry.journal.some(request => request.method === rule.method && path.test(request.target)))
      await expectQuickEnd(started, signal)
    })
  })
})

it('ends at once at a second signal', async () => {
  const own = project(slow('base'), 'RUN true')
  const { running } = start('cli', own)
  await running.printed(/base is at it/)
  running.kill('SIGINT')
  running.kill('SIGTERM')
  expect((await running.ended).status).not.toBe(0)
  await expectNothingPushed(own)
})

/** Starts another run of the command line in the same home, which shares its leases. */
function startWaiting({ directory, app }: Project, home: string): Running {
  const args = [cliEntry, 'build', '--base-stage', 'deps', '--tag', `${app}:1`, '--push', '--secret', 'id=s,env=SECRET']
  const env = { HOME: home, XDG_CACHE_HOME: join(home, 'cache'), SECRET: 'hunter2hunter2' }
  return startProgram(process.execPath, args, { cwd: directory, env })
}

async function until(condition: () => boolean): Promise<void> {
  for (let waited = 0; !condition(); waited += 20) {
    if (waited > 20_000) throw new Error('it did not come to that')
    await new Promise(resolve => setTimeout(resolve, 20))
  }
}
