import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { startProgram } from '../programs.ts'
import { freshDirectory } from '../project.ts'

const repository = join(import.meta.dirname, '../../..')
const workflows = readdirSync(join(repository, '.github/workflows')).map(name => join('.github/workflows', name))
const audited = [...workflows, '.github/dependabot.yml', 'action.yml', 'actions/plan/action.yml']

describe('actionlint', () => {
  it('finds nothing', async () => {
    expect(await actionlint('--config-file', '.github/actionlint.yaml')).toEqual([])
  })

  it('needs each of the exceptions in .github/actionlint.yaml', async () => {
    const messages = (await actionlint('--config-file', '/dev/null')).map(message => message.replace(/\..*/, ''))
    expect([...new Set(messages)].sort()).toEqual([
      'unexpected key "cache-mode" for "job" section',
      'unexpected key "queue" for "concurrency" section',
    ])
  })
})

async function actionlint(...args: readonly string[]): Promise<string[]> {
  const all = [...args, '--shellcheck=', '--pyflakes=', '--format', '{{json .}}', ...workflows]
  const ended = await startProgram('actionlint', all, { cwd: repository }).ended
  expect(ended.stderr).toBe('')
  return (JSON.parse(ended.stdout) as { message: string }[]).map(({ message }) => message)
}

// scripts/toolchain goes on without zizmor where the Python registry cannot be reached.
describe.skipIf(!isOnPath('zizmor'))('zizmor', () => {
  it('finds nothing', async () => {
    expect(await zizmor('--config', '.github/zizmor.yml')).toEqual([])
  })

  it('needs each of the exceptions in .github/zizmor.yml', async () => {
    const found = await zizmor('--no-config')
    expect([...new Set(found)].sort()).toEqual([
      'concurrency-limits .github/workflows/rebuild.yml',
      'obfuscation .github/workflows/build.yml',
      'obfuscation .github/workflows/rebuild.yml',
      'unpinned-uses .github/workflows/build.yml',
      'unpinned-uses .github/workflows/rebuild.yml',
    ])
  })

  it('would find a job that may do too much', async () => {
    const path = join(freshDirectory(), 'bad.yml')
    writeFileSync(
      path,
      'on: push\npermissions: write-all\njobs: {a: {runs-on: ubuntu-latest, steps: [{run: "true"}]}}\n',
    )
    expect(
      (await zizmor('--config', '.github/zizmor.yml', path)).some(each => each.startsWith('excessive-permissions')),
    ).toBe(true)
  })
})

interface Finding {
  readonly ident: string
  readonly locations: readonly {
    readonly symbolic: { readonly key: { readonly Local?: { readonly verbatim_path: string } } }
  }[]
}

/** Every finding, as its audit and file. The persona is the strictest. */
async function zizmor(...args: readonly string[]): Promise<string[]> {
  const all = ['--offline', '--strict-collection', '--persona', 'auditor', '--format', 'json', ...args, ...audited]
  const ended = await startProgram('zizmor', all, { cwd: repository }).ended
  if (!ended.stdout.startsWith('[')) throw new Error(ended.stderr)
  return (JSON.parse(ended.stdout) as Finding[]).map(({ ident, locations }) => {
    return `${ident} ${locations[0]?.symbolic.key.Local?.verbatim_path ?? ''}`
  })
}

function isOnPath(program: string): boolean {
  return (process.env.PATH ?? '').split(delimiter).some(folder => existsSync(join(folder, program)))
}
