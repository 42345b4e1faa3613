import { type ChildProcess, spawn } from 'node:child_process'
import { isAbsolute, join } from 'node:path'
import type { Project } from './project.ts'

const repository = join(import.meta.dirname, '../..')

/** How a program ended, and what it printed. */
export interface Ended {
  /** 128 and more: ended by a signal. */
  readonly status: number
  readonly stdout: string
  readonly stderr: string
}

/** A program that runs. */
export interface Running {
  readonly pid: number
  readonly ended: Promise<Ended>
  /** Resolves when the program has printed this, and rejects if it ends without. */
  printed(pattern: RegExp): Promise<void>
  kill(signal: NodeJS.Signals): void
}

/** How a program is started. A variable that is undefined is taken away. */
export interface Start {
  readonly cwd?: string
  readonly env?: Readonly<Record<string, string | undefined>>
}

/** The command line as users have it: dist/, unless BASEHIT_CLI names another entry. */
export const cliEntry = entry(process.env.BASEHIT_CLI, 'dist/cli/index.js')

/** The actions as runners start them: dist/, unless BASEHIT_ACTION and BASEHIT_PLAN_ACTION name other entries. */
export const actionEntries = {
  build: entry(process.env.BASEHIT_ACTION, 'dist/build/index.js'),
  plan: entry(process.env.BASEHIT_PLAN_ACTION, 'dist/plan/index.js'),
} as const

function entry(given: string | undefined, usual: string): string {
  const path = given || usual
  return isAbsolute(path) ? path : join(repository, path)
}

/** Runs Basehit in a project and waits for its end. */
export function basehit(project: Project, args: readonly string[], start: Start = {}): Promise<Ended> {
  return startBasehit(project, args, start).ended
}

/** Starts Basehit in a project. */
export function startBasehit(project: Project, args: readonly string[], start: Start = {}): Running {
  return startProgram(process.execPath, [cliEntry, ...args], { cwd: project.directory, ...start })
}

/** Runs `buildx build` in a project, as somebody without Basehit would; fails the test if the build fails. */
export async function plainBuild(project: Project, args: readonly string[]): Promise<void> {
  await buildx(project, ['build', '--progress=plain', ...args, '.'])
}

/** Runs buildx in a project; fails the test if buildx fails. */
export async function buildx(project: Project, args: readonly string[]): Promise<void> {
  const ended = await startProgram('buildx', args, { cwd: project.directory }).ended
  if (ended.status !== 0) throw new Error(`buildx ${args[0]} failed:\n${ended.stderr}`)
}

/** Runs one command of scripts/world on the world of this run. */
export async function world(...args: readonly string[]): Promise<void> {
  const ended = await startProgram(join(repository, 'scripts/world'), args).ended
  if (ended.status !== 0) throw new Error(`scripts/world ${args.join(' ')} failed:\n${ended.stderr}`)
}

/** Starts a program with this process's environment, without what would make it believe it runs in a workflow. */
export function startProgram(command: string, args: readonly string[], { cwd, env }: Start = {}): Running {
  const child = spawn(command, args, { cwd, env: { ...neutral(), ...env }, stdio: ['ignore', 'pipe', 'pipe'] })
  const printed = { stdout: '', stderr: '' }
  const listeners = new Set<() => void>()
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => {
      printed[name] += text
      for (const listener of listeners) listener()
    })
  }
  const ended = endOf(child, printed)
  return {
    get pid() {
      return child.pid ?? 0
    },
    ended,
    printed: pattern => watch(pattern, printed, listeners, ended),
    kill: signal => child.kill(signal),
  }
}

function neutral(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^(?:GITHUB_|RUNNER_|INPUT_|VITEST|CI$|NODE_|SOURCE_DATE_EPOCH$)/.test(name),
  )
  return Object.fromEntries(kept)
}

function endOf(child: ChildProcess, printed: { stdout: string; stderr: string }): Promise<Ended> {
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code, signal) => resolve({ status: code ?? (signal === 'SIGKILL' ? 137 : 143), ...printed }))
  })
}

function watch(
  pattern: RegExp,
  printed: { stdout: string; stderr: string },
  listeners: Set<() => void>,
  ended: Promise<Ended>,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const look = () => {
      if (!pattern.test(printed.stderr) && !pattern.test(printed.stdout)) return
      listeners.delete(look)
      resolve()
    }
    listeners.add(look)
    look()
    ended.then(
      ({ status, stderr }) => reject(new Error(`ended with ${status} before it printed ${pattern}:\n${stderr}`)),
      reject,
    )
  })
}
