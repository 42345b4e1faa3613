import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, opendirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cliEntry, type Ended, type Start, startProgram } from './programs.ts'
import { createProject, freshDirectory, type Project } from './project.ts'

/** Names that no two ways to sort put in the same order. */
const names = 'I|i|ı|İ|a-b|a_b|a.b|aB|Ab|ä|z|Z|ö|10|9|😀|\uffee|a b'.split('|')
const vendored = Object.fromEntries(names.map(name => [`vendor/${name}`, `${name}\n`]))

const files: Readonly<Record<string, string>> = {
  Dockerfile: [
    'FROM busybox AS DEPS-I',
    'ARG CITY=Istanbul',
    'ENV I_Z=$CITY i_z=ıI B=1 ä=2',
    'LABEL I=1 ı=2 i=3',
    'COPY requirements*.txt /srv/',
    'COPY vendor /vendor/',
    'RUN --mount=type=bind,source=scripts,target=/s sh /s/install.sh && cat /srv/* > /installed',
    'FROM deps-i',
    'COPY app.txt /',
    '',
  ].join('\n'),
  'requirements.txt': 'a==1\nb==2\n',
  'requirements-dev.txt': 'c==3\n',
  'scripts/install.sh': 'ls /vendor\n',
  'app.txt': 'one\n',
  ...vendored,
}

/** Where other users may look: mkdtemp lets in nobody else. */
const open = mkdtempSync(join(tmpdir(), 'basehit-open-'))
afterAll(() => rmSync(open, { recursive: true, force: true }))

const project: Project = createProject(files)
const bundle = join(open, 'project.bundle')
const args = ['--base-stage', 'deps-i', '--tag', `${project.app}:1`]
const first: { digest: string; recipe: string } = { digest: '', recipe: '' }

beforeAll(async () => {
  chmodSync(open, 0o755)
  const git = (...more: string[]) =>
    execFileSync('git', ['-c', 'core.autocrlf=false', ...more], { cwd: project.directory })
  git('init', '-q', '-b', 'main')
  git('add', '-A')
  git('-c', 'user.name=A', '-c', 'user.email=a@example.com', 'commit', '-q', '-m', 'Files')
  git('bundle', 'create', '-q', bundle, 'HEAD', 'main')
  chmodSync(bundle, 0o644)
  Object.assign(first, await recipeIn(checkOut('022')))
})

/** Runs the command line in a folder, by way of another program if one is given. */
function runIn(
  directory: string,
  command: readonly string[],
  env: Start['env'] = {},
  by: readonly string[] = [],
): Promise<Ended> {
  const [program = '', ...rest] = [...by, process.execPath, cliEntry, ...command]
  return startProgram(program, rest, { cwd: directory, env }).ended
}

async function recipeIn(directory: string, env: Start['env'] = {}, by: readonly string[] = []) {
  const run = await runIn(directory, ['digest', '--recipe', ...args], env, by)
  expect(run.status, run.stderr).toBe(0)
  return { digest: createHash('sha256').update(run.stdout).digest('hex'), recipe: run.stdout }
}

/** Takes the project out of Git under an umask, in its own folder. */
function checkOut(umask: string, config = 'core.autocrlf=false', by: readonly string[] = []): string {
  const directory = join(mkdtempSync(join(open, 'checkout-')), 'app')
  chmodSync(join(directory, '..'), 0o777)
  const [program = '', ...rest] = [
    ...by,
    'sh',
    '-c',
    `umask ${umask} && git -c ${config} clone -q ${bundle} ${directory}`,
  ]
  execFileSync(program, rest, { env: { ...process.env, HOME: open } })
  return directory
}

function modeOf(directory: string, path: string): string {
  return (statSync(join(directory, path)).mode & 0o777).toString(8)
}

/** The names in a folder in the order the system tells them; Node's own readdir sorts. */
function told(directory: string): string[] {
  const handle = opendirSync(directory)
  const found: string[] = []
  for (let entry = handle.readSync(); entry !== null; entry = handle.readSync()) found.push(entry.name)
  handle.closeSync()
  return found
}

describe('the same base', () => {
  it('is what digest says without --recipe', async () => {
    const run = await runIn(checkOut('022'), ['digest', ...args])
    expect(run.stdout).toBe(`${first.digest}\n`)
    for (const name of names) expect(first.recipe).toContain(`"path":"${name}"`)
  })

  it.each(['C', 'de_DE.UTF-8', 'tr_TR.UTF-8'])('in the locale %s', async locale => {
    const env = { LANG: locale, LC_ALL: locale, LANGUAGE: locale }
    const shown = await startProgram(process.execPath, ['-p', 'Intl.Collator().resolvedOptions().locale'], { env })
      .ended
    expect(shown.stdout.trim()).toBe(locale === 'C' ? 'en-US' : locale.slice(0, 5).replace('_', '-'))
    expect(await recipeIn(project.directory, env)).toEqual(first)
  })

  it.each([
    ['UTC', 0],
    ['Asia/Kolkata', -330],
    ['America/St_Johns', 210],
  ])('in the time zone %s', async (zone, minutes) => {
    const env = { TZ: zone }
    const shown = await startProgram(process.execPath, ['-p', 'new Date(0).getTimezoneOffset()'], { env }).ended
    expect(Number(shown.stdout)).toBe(minutes)
    expect(await recipeIn(project.directory, env)).toEqual(first)
  })

  it('in another folder, whatever it is called', async () => {
    for (const name of ['moved', 'with space and ü', '\u202e"$HOME"']) {
      const directory = join(freshDirectory(), name)
      cpSync(project.directory, directory, { recursive: true })
      expect(await recipeIn(directory), name).toEqual(first)
    }
  })

  it.each(['002', '022'])('from a checkout under umask %s', async umask => {
    const directory = checkOut(umask)
    expect(modeOf(directory, 'requirements.txt')).toBe(umask === '002' ? '664' : '644')
    expect(modeOf(directory, 'vendor')).toBe(umask === '002' ? '775' : '755')
    expect(await recipeIn(directory)).toEqual(first)
  })

  it('from a checkout that turns line ends into LF', async () => {
    expect(await recipeIn(checkOut('022', 'core.autocrlf=input'))).toEqual(first)
  })
})

const memory = '/dev/shm'
const hasMemory = existsSync(memory)
if (!hasMemory) console.warn(`no ${memory}: directory orders are not compared`)

describe.skipIf(!hasMemory)('the same base from a file system that', () => {
  const root = hasMemory ? mkdtempSync(join(memory, 'basehit-order-')) : ''
  afterAll(() => rmSync(root, { recursive: true, force: true }))

  it('tells names in another order', async () => {
    const orders = [names, names.toReversed(), [...names.slice(7), ...names.slice(0, 7)]]
    const found = new Set<string>()
    for (const [index, order] of orders.entries()) {
      const directory = join(root, String(index))
      cpSync(project.directory, directory, { recursive: true, filter: source => !source.includes('/vendor/') })
      mkdirSync(join(directory, 'vendor'), { recursive: true })
      for (const name of order) cpSync(join(project.directory, 'vendor', name), join(directory, 'vendor', name))
      const seen = told(join(directory, 'vendor'))
      expect(seen.toSorted()).toEqual(names.toSorted())
      found.add(seen.join('/'))
      expect(await recipeIn(directory)).toEqual(first)
    }
    expect(found.size).toBe(orders.length)
  })
})

/** How a command is run as nobody in particular; undefined where this user may not become another. */
const asOther = otherUser()
if (asOther === undefined) console.warn('neither root nor sudo without a password: nothing is run as another user')

function otherUser(): readonly string[] | undefined {
  const drop = ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups']
  for (const by of [drop, ['sudo', '-n', '-E', ...drop]]) {
    const [program = '', ...rest] = [...by, 'id', '-u']
    try {
      if (execFileSync(program, rest, { encoding: 'utf8', stdio: 'pipe' }).trim() === '65534') return by
    } catch {
      // Not this way.
    }
  }
  return undefined
}

describe.skipIf(asOther === undefined)('the same base for another user', () => {
  const by = asOther ?? []
  const env = { HOME: open, XDG_CACHE_HOME: undefined, DOCKER_CONFIG: undefined }

  it('from the same files', async () => {
    expect(await recipeIn(checkOut('022'), env, by)).toEqual(first)
  })

  it('from a checkout of their own', async () => {
    const directory = checkOut('022', 'core.autocrlf=false', by)
    expect(statSync(join(directory, 'requirements.txt')).uid).toBe(65534)
    expect(await recipeIn(directory, env, by)).toEqual(first)
  })
})

describe('another base, and the reason', () => {
  beforeAll(async () => {
    const built = await runIn(checkOut('022'), ['build', ...args, '--push'])
    expect(built.status, built.stderr).toBe(0)
  })

  const reasons = async (directory: string) => {
    expect((await recipeIn(directory)).digest).not.toBe(first.digest)
    const planned = await runIn(directory, ['plan', ...args])
    expect(planned.status, planned.stderr).toBe(0)
    expect(planned.stdout).toContain('build (miss)')
    return planned.stdout.split('\n').filter(line => line.startsWith('    '))
  }

  it('after a checkout under umask 077 is each path’s mode', async () => {
    const directory = checkOut('077')
    expect(modeOf(directory, 'requirements.txt')).toBe('600')
    const said = await reasons(directory)
    const modes = {
      'requirements.txt': ['0644', '0600'],
      'scripts/install.sh': ['0755', '0700'],
      'vendor/a-b': ['0644', '0600'],
    }
    for (const [path, [before, after]] of Object.entries(modes)) {
      const line = said.find(each => each.trim().startsWith(`${path} `))
      expect(line, said.join('\n')).toMatch(new RegExp(` ${before} .* → .* ${after} `))
    }
  })

  it('after a checkout with CRLF is the line endings', async () => {
    const directory = checkOut('022', 'core.autocrlf=true')
    const said = await reasons(directory)
    const line = said.find(each => each.trim().startsWith('requirements.txt '))
    expect(line, said.join('\n')).toMatch(/line endings|CRLF/)
  })
})
