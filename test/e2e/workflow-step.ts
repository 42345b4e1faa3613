import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { actionEntries, type Ended, startProgram } from './programs.ts'
import { freshDirectory, type Project } from './project.ts'

/** What a step of a workflow left behind. */
export interface Step extends Ended {
  readonly outputs: Readonly<Record<string, string>>
  /** The markdown of the job summary. */
  readonly summary: string
  /** Workflow commands that annotate, in order. */
  readonly annotations: readonly Annotation[]
  /** Where the runner keeps its files; this one's are left as the step left them. */
  readonly runner: string
}

/** One `::error file=…::message` line. */
export interface Annotation {
  readonly kind: string
  readonly properties: Readonly<Record<string, string>>
  readonly message: string
}

/** Runs the action in a project's folder as a runner would. A variable that is undefined is taken away. */
export function buildStep(
  project: Project,
  inputs: Readonly<Record<string, string>>,
  env: Readonly<Record<string, string | undefined>> = {},
): Promise<Step> {
  return runStep(actionEntries.build, project, inputs, env)
}

/** Runs the sub-action that only plans. */
export function planStep(
  project: Project,
  inputs: Readonly<Record<string, string>>,
  env: Readonly<Record<string, string | undefined>> = {},
): Promise<Step> {
  return runStep(actionEntries.plan, project, inputs, env)
}

async function runStep(
  entry: string,
  project: Project,
  inputs: Readonly<Record<string, string>>,
  env: Readonly<Record<string, string | undefined>>,
): Promise<Step> {
  const runner = freshDirectory()
  const [output, summary] = ['output', 'summary'].map(name => emptyFile(join(runner, name))) as [string, string]
  const given = Object.entries(inputs).map(([name, value]) => [
    `INPUT_${name.replaceAll(' ', '_').toUpperCase()}`,
    value,
  ])
  const variables = { ...runnerVariables(project, runner), GITHUB_OUTPUT: output, GITHUB_STEP_SUMMARY: summary }
  const ended = await startProgram(process.execPath, [entry], {
    cwd: project.directory,
    env: { ...variables, ...Object.fromEntries(given), ...env },
  }).ended
  return {
    ...ended,
    outputs: readOutputs(readFileSync(output, 'utf8')),
    summary: readFileSync(summary, 'utf8'),
    annotations: readAnnotations(ended.stdout),
    runner,
  }
}

function runnerVariables(project: Project, runner: string): Record<string, string> {
  const event = join(runner, 'event.json')
  writeFileSync(
    event,
    JSON.stringify({ ref: 'refs/heads/main', repository: { private: false, default_branch: 'main' } }),
  )
  return {
    CI: 'true',
    GITHUB_ACTIONS: 'true',
    GITHUB_ACTOR: 'octocat',
    GITHUB_API_URL: 'http://127.0.0.1:9/api',
    GITHUB_ENV: emptyFile(join(runner, 'env')),
    GITHUB_EVENT_NAME: 'push',
    GITHUB_EVENT_PATH: event,
    GITHUB_PATH: emptyFile(join(runner, 'path')),
    GITHUB_REF: 'refs/heads/main',
    GITHUB_REPOSITORY: 'octo/app',
    GITHUB_RUN_ATTEMPT: '1',
    GITHUB_RUN_ID: freshRunId(),
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_SHA: '0123456789abcdef0123456789abcdef01234567',
    GITHUB_STATE: emptyFile(join(runner, 'state')),
    GITHUB_WORKSPACE: project.directory,
    RUNNER_ARCH: 'X64',
    RUNNER_NAME: 'e2e',
    RUNNER_OS: 'Linux',
    RUNNER_TEMP: runner,
    RUNNER_TOOL_CACHE: runner,
  }
}

let lastRun = 4710

/** A step is of a run of its own, unless it is told another. */
function freshRunId(): string {
  lastRun++
  return String(lastRun)
}

function emptyFile(path: string): string {
  writeFileSync(path, '')
  return path
}

/** Entries are `NAME<<DELIMITER`, lines of the value, `DELIMITER`. */
function readOutputs(text: string): Record<string, string> {
  const outputs: Record<string, string> = {}
  const lines = text.split('\n')
  for (let at = 0; at < lines.length; at++) {
    const [, name, delimiter] = /^([^=<]+)<<(.+)$/.exec(lines[at] ?? '') ?? []
    if (name === undefined || delimiter === undefined) continue
    const end = lines.indexOf(delimiter, at + 1)
    outputs[name] = lines.slice(at + 1, end).join('\n')
    at = end
  }
  return outputs
}

function readAnnotations(stdout: string): Annotation[] {
  return stdout.split('\n').flatMap(line => {
    const match = /^::(error|warning|notice)(?: (.*?))?::(.*)$/.exec(line)
    if (match === null) return []
    const [, kind = '', properties = '', message = ''] = match
    const pairs = properties
      .split(',')
      .filter(Boolean)
      .map(pair => pair.split('='))
    return [
      {
        kind,
        properties: Object.fromEntries(pairs.map(([name, value]) => [name, unescapeText(value ?? '')])),
        message: unescapeText(message),
      },
    ]
  })
}

function unescapeText(text: string): string {
  const meanings: Readonly<Record<string, string>> = { '%0A': '\n', '%0D': '\r', '%3A': ':', '%2C': ',', '%25': '%' }
  return text.replace(/%(?:0A|0D|3A|2C|25)/g, escaped => meanings[escaped] ?? escaped)
}
