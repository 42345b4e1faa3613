import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { nodeProcess } from '../../src/buildx/node-process.ts'
import { main } from '../../src/cli/main.ts'
import type { FakeRegistry } from '../fakes/registry/server.ts'

const root = join(import.meta.dirname, '../..')

/** The name that documents give to the registry of a test. */
const documentedHost = 'registry.example.com'
/** The directory that documents give to the user of a test. */
const documentedHome = '/home/me'

/** The project that every example begins with. */
const project: Readonly<Record<string, string>> = {
  'base.Dockerfile': 'FROM scratch\nCOPY requirements.txt /\n',
  Dockerfile: 'FROM base\nCOPY --link src /app/src/\n',
  'requirements.txt': 'numpy==2.3.4\n',
  'src/main.py': 'import numpy\n',
}

/** A project in a directory of its own, in which the commands of a document are run. */
export interface Workshop {
  /** Runs the `$` lines of a console block; gives the block as it should read. */
  transcript(lines: readonly string[]): Promise<string[]>
  remove(): void
}

/** Makes the usual project with other files added, and a registry where `registry.example.com` is meant. */
export function openWorkshop(files: Readonly<Record<string, string>>, registry: FakeRegistry): Workshop {
  const home = realpathSync(mkdtempSync(join(tmpdir(), 'docs-')))
  const cwd = join(home, 'project')
  for (const [path, text] of Object.entries({ ...project, ...files })) {
    mkdirSync(dirname(join(cwd, path)), { recursive: true })
    writeFileSync(join(cwd, path), text.replaceAll(documentedHost, registry.host))
  }
  const env = {
    PATH: process.env.PATH ?? '',
    HOME: home,
    DOCKER_CONFIG: join(home, '.docker'),
    LC_ALL: 'C.UTF-8',
    BASEHIT_REGISTRY_MIRRORS: `docker.io=${registry.origin}`,
  }
  const here = { cwd, home, env }
  const transcript = async (lines: readonly string[]) => {
    const printed: string[] = []
    for (const line of lines.filter(each => each.startsWith('$ '))) {
      const said = await runLine(line.slice(2).replaceAll(documentedHost, registry.host), here)
      const shown = said.replaceAll(registry.host, documentedHost).replaceAll(home, documentedHome)
      printed.push(line, ...shown.split('\n').slice(0, -1))
    }
    return printed
  }
  return { transcript, remove: () => rmSync(home, { recursive: true, force: true }) }
}

interface Here {
  readonly cwd: string
  readonly home: string
  readonly env: Readonly<Record<string, string>>
}

/** Runs one line: a plain `basehit …` in this process, anything that needs a shell in one. */
function runLine(line: string, here: Here): Promise<string> {
  const [program, ...argv] = line.split(' ')
  return program === 'basehit' && !/['"$|;&<>\\]/.test(line) ? runHere(argv, here) : runInShell(line, here)
}

async function runHere(argv: readonly string[], { cwd, home, env }: Here): Promise<string> {
  const said: Buffer[] = []
  await main(argv, {
    machine: { env, cwd, home, architecture: 'x64', temp: home },
    process: nodeProcess,
    signal: new AbortController().signal,
    out: bytes => said.push(Buffer.from(bytes)),
    err: text => said.push(Buffer.from(text)),
  })
  return Buffer.concat(said).toString()
}

function runInShell(line: string, { cwd, env }: Here): Promise<string> {
  const basehit = `basehit() { '${process.execPath}' '${join(root, 'src/cli/index.ts')}' "$@"; }`
  const child = spawn('bash', ['-c', `${basehit}\n{ ${line}\n} 2>&1`], { cwd, env })
  const said: Buffer[] = []
  child.stdout.on('data', bytes => said.push(bytes))
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', () => resolve(Buffer.concat(said).toString()))
  })
}
