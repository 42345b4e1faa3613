import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { startProgram } from '../programs.ts'
import { createProject, freshDirectory, type Project } from '../project.ts'

const repository = join(import.meta.dirname, '../../..')
/** The bundles, unless BASEHIT_DIST names others. */
const dist = resolve(repository, process.env.BASEHIT_DIST || 'dist')
const standIns = join(import.meta.dirname, 'stand-ins')

/** One job of a run, by its id; a job that was skipped is none. */
export interface Job {
  readonly id: string
  /** What its matrix gave it. */
  readonly platform: string | undefined
  readonly result: string
}

/** How a workflow went. */
export interface WorkflowRun {
  readonly succeeded: boolean
  /** In the order they ended. */
  readonly jobs: readonly Job[]
  /** The outputs that the workflow's last job reported. */
  readonly outputs: Readonly<Record<string, string>>
  /** What the log-in stand-in wrote down. */
  readonly logins: readonly string[]
  /** Everything that was printed, for messages of failed tests. */
  readonly log: string
}

/** The project of `project/`, as a repository on its main branch. */
export async function workflowProject(): Promise<Project> {
  const folder = join(import.meta.dirname, 'project')
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8', withFileTypes: true })
  const paths = names.filter(each => each.isFile()).map(each => join(each.parentPath, each.name))
  const files = paths.map(path => [path.slice(folder.length + 1), readFileSync(path, 'utf8')] as const)
  const project = createProject(Object.fromEntries(files))
  await git(project, 'init', '--quiet', '--initial-branch=main')
  await git(project, 'remote', 'add', 'origin', 'https://github.com/octo/tiny.git')
  await commit(project)
  return project
}

/** Commits whatever is in the project; act runs on a commit. */
export async function commit(project: Project): Promise<void> {
  await git(project, 'add', '--all')
  await git(project, '-c', 'user.name=octo', '-c', 'user.email=octo@example.org', 'commit', '--quiet', '--message=x')
}

async function git(project: Project, ...args: readonly string[]): Promise<void> {
  const env = { GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null' }
  const ended = await startProgram('git', args, { cwd: project.directory, env }).ended
  if (ended.status !== 0) throw new Error(`git ${args.join(' ')} failed:\n${ended.stderr}`)
}

/** Puts the action itself into a project, for `uses: ./`. */
export function addAction(project: Project): void {
  cpSync(join(repository, 'action.yml'), join(project.directory, 'action.yml'))
  cpSync(dist, join(project.directory, 'dist'), { recursive: true })
}

/**
 * What `basehit/basehit@v0` is to act: the actions and the workflows of this checkout. act 0.2.87 refuses a workflow
 * with `cache-mode` or `queue`, which are younger than it, so these two lines are taken out of the copy.
 */
function release(): string {
  const folder = freshDirectory()
  for (const part of ['action.yml', 'actions', '.github']) {
    cpSync(join(repository, part), join(folder, part), { recursive: true })
  }
  cpSync(dist, join(folder, 'dist'), { recursive: true })
  const workflows = join(folder, '.github/workflows')
  for (const name of readdirSync(workflows)) {
    const path = join(workflows, name)
    writeFileSync(path, readFileSync(path, 'utf8').replace(/^ +(?:cache-mode|queue): .*\n/gm, ''))
  }
  return folder
}

/** What to run, and with what. */
export interface Request {
  readonly event: 'push' | 'workflow_dispatch'
  /** The workflow's file name. */
  readonly workflow: string
  readonly vars?: Readonly<Record<string, string>>
  readonly inputs?: Readonly<Record<string, string>>
  readonly actor?: string
  /** Those of the repository, which a fork's run has none of; unset, a password and the secret of the build. */
  readonly secrets?: Readonly<Record<string, string>>
}

const ownSecrets = { PASSWORD: 'correct horse', TOKEN: 'hunter2hunter2' }

/** Runs a workflow of a project with act, on this machine. */
export async function act(
  project: Project,
  { event, workflow, vars, inputs, actor, secrets }: Request,
): Promise<WorkflowRun> {
  const folder = freshDirectory()
  const [report, logins] = [join(folder, 'report.json'), join(folder, 'logins')]
  for (const path of [report, logins]) writeFileSync(path, '')
  const args = [
    event,
    ...['--workflows', join('.github/workflows', workflow), '--json', '--pull=false', '--no-cache-server'],
    ...['--action-cache-path', join(folder, 'cache'), '--actor', actor ?? 'octo', '--action-offline-mode'],
    ...['ubuntu-latest', 'ubuntu-24.04-arm'].flatMap(label => ['--platform', `${label}=-self-hosted`]),
    // act says nothing of rules, and its payload names no default branch.
    ...pairs('--env', { GITHUB_REF_PROTECTED: 'true', GITHUB_RUN_ID: freshRunId() }),
    ...pairs('--var', { IMAGE: project.app, ...vars }),
    ...pairs('--input', inputs ?? {}),
    ...pairs('--secret', secrets ?? ownSecrets),
    ...pairs('--local-repository', localRepositories()),
  ]
  const env = { XDG_CONFIG_HOME: folder, BASEHIT_TEST_REPORT: report, BASEHIT_TEST_LOGINS: logins }
  const ended = await startProgram('act', args, { cwd: project.directory, env }).ended
  const lines = ended.stdout.split('\n').filter(line => line.startsWith('{'))
  const entries = lines.map(line => JSON.parse(line) as Entry)
  const run = {
    succeeded: ended.status === 0,
    jobs: entries.flatMap(jobOf),
    outputs: JSON.parse(readFileSync(report, 'utf8') || '{}') as WorkflowRun['outputs'],
    logins: readFileSync(logins, 'utf8').split('\n').filter(Boolean),
    log: `${entries.map(({ jobID, msg }) => `[${jobID}] ${msg.trim()}`).join('\n')}\n${ended.stderr}`,
  }
  rmSync(folder, { recursive: true })
  return run
}

let lastRun = 0

/** To act, every run is number 1. */
function freshRunId(): string {
  lastRun++
  return String(lastRun)
}

function pairs(flag: string, values: Readonly<Record<string, string>>): string[] {
  return Object.entries(values).flatMap(([name, value]) => [flag, `${name}=${value}`])
}

/** The folder that answers for each action that is not in the project, by the references the workflows hold. */
function localRepositories(): Record<string, string> {
  const kinds: Readonly<Record<string, string>> = {
    'actions/checkout': 'checkout',
    'docker/setup-buildx-action': 'buildx',
    'docker/login-action': 'login',
    'docker/setup-qemu-action': 'qemu',
  }
  const texts = ['build.yml', 'rebuild.yml'].map(name =>
    readFileSync(join(repository, '.github/workflows', name), 'utf8'),
  )
  const references = texts.flatMap(text => [...text.matchAll(/uses: ([\w-]+\/[\w-]+)@(\S+)/g)])
  const answers = references.flatMap(([, name = '', ref = '']) => {
    const kind = kinds[name]
    return kind === undefined ? [] : [[`${name}@${ref}`, join(standIns, kind)] as const]
  })
  return {
    ...Object.fromEntries(answers),
    'actions/checkout@v7': join(standIns, 'checkout'),
    'basehit/basehit@v0': release(),
  }
}

/** What act prints with --json. */
interface Entry {
  readonly msg: string
  readonly jobID?: string
  readonly jobResult?: string
  readonly matrix?: { readonly base?: { readonly platform: string } }
}

function jobOf({ jobID, jobResult, matrix }: Entry): Job[] {
  if (jobID === undefined || jobResult === undefined) return []
  return [{ id: jobID, platform: matrix?.base?.platform, result: jobResult }]
}
