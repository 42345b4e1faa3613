import { execFileSync, spawn } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import type { Mutant } from './mutant.ts'

const { values } = parseArgs({
  options: { oracle: { type: 'boolean', default: false }, only: { type: 'string', default: '' } },
})
const root = resolve(import.meta.dirname, '../..')
const say = (text: string) => process.stdout.write(`${text}\n`)

/** A copy of the repository as it stands, so that taking a rule out touches nothing that anybody works on. */
function copyRepository(): string {
  const copy = mkdtempSync(join(tmpdir(), 'basehit-mutants-'))
  const listed = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '-z'], {
    cwd: root,
    maxBuffer: 64 * 1024 * 1024,
  })
  for (const path of listed.toString().split('\0')) {
    if (path === '' || path.startsWith('dist/')) continue
    mkdirSync(dirname(join(copy, path)), { recursive: true })
    cpSync(join(root, path), join(copy, path), { verbatimSymlinks: true })
  }
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'))
  return copy
}

async function listMutants(): Promise<Mutant[]> {
  const directory = join(import.meta.dirname, 'rules')
  const modules = await Promise.all(
    readdirSync(directory)
      .sort()
      .map(name => import(join(directory, name)) as Promise<{ mutants: readonly Mutant[] }>),
  )
  return modules.flatMap(module => module.mutants).filter(mutant => mutant.rule.includes(values.only))
}

interface Ended {
  readonly status: number
  readonly output: string
}

function run(copy: string, args: readonly string[]): Promise<Ended> {
  return new Promise(done => {
    const child = spawn(process.execPath, args, { cwd: copy, stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', chunk => (output += chunk))
    child.on('close', code => done({ status: code ?? 1, output }))
  })
}

/** How many tests fail; a file that does not even load is no test that failed. */
async function failingTests(copy: string, tests: readonly string[]): Promise<{ failed: number; output: string }> {
  const report = join(copy, `.mutants-report.json`)
  const vitest = join(copy, 'node_modules/vitest/vitest.mjs')
  rmSync(report, { force: true })
  const { output } = await run(copy, [
    ...[vitest, 'run', '--project', 'unit', '--reporter=default', '--reporter=json'],
    ...[`--outputFile.json=${report}`, ...tests],
  ])
  const { numFailedTests = 0, numFailedTestSuites = 0, numPassedTests = 0 } = JSON.parse(readFileSync(report, 'utf8'))
  if (numFailedTests === 0 && (numFailedTestSuites > 0 || numPassedTests === 0)) {
    throw new Error(`${tests.join(' ')} did not run:\n${output}`)
  }
  return { failed: numFailedTests, output }
}

async function isCaught(copy: string, mutant: Mutant): Promise<boolean> {
  const path = join(copy, mutant.file)
  const text = readFileSync(path, 'utf8')
  const parts = text.split(mutant.from)
  if (parts.length !== 2) throw new Error(`${mutant.file} holds the text of "${mutant.rule}" ${parts.length - 1} times`)
  writeFileSync(path, parts.join(mutant.to))
  try {
    if (mutant.tests !== undefined) return (await failingTests(copy, mutant.tests)).failed > 0
    const { status, output } = await run(copy, ['test/oracle/main.ts', ...(mutant.oracle ?? [])])
    return status !== 0 && /^fault: /m.test(output)
  } finally {
    writeFileSync(path, text)
  }
}

async function main(): Promise<number> {
  const mutants = (await listMutants()).filter(mutant => mutant.tests !== undefined || values.oracle)
  const faults: string[] = []
  const lanes = await Promise.all([0, 1].map(copyRepository))
  try {
    const tests = [...new Set(mutants.flatMap(mutant => mutant.tests ?? []))]
    const sound = tests.length === 0 ? undefined : await failingTests(lanes[0] ?? '', tests)
    if (sound !== undefined && sound.failed > 0)
      throw new Error(`tests fail before anything is changed:\n${sound.output}`)
    const open = [...mutants]
    await Promise.all(
      lanes.map(async copy => {
        for (let mutant = open.shift(); mutant !== undefined; mutant = open.shift()) {
          const caught = await isCaught(copy, mutant)
          say(`${caught ? 'caught ' : 'ALIVE  '} ${mutant.rule}`)
          if (!caught) faults.push(mutant.rule)
        }
      }),
    )
  } finally {
    for (const copy of lanes) rmSync(copy, { recursive: true, force: true })
  }
  say(`mutants: ${mutants.length - faults.length} of ${mutants.length} caught`)
  return faults.length > 0 || mutants.length === 0 ? 1 : 0
}

process.exitCode = await main()
