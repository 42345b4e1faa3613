import { execFileSync, spawn } from 'node:child_process'
import { join } from 'node:path'

/** The project's own folder. */
export const root = join(import.meta.dirname, '../..')

const script = join(root, 'scripts/world')

/** The environment of a world: where its registry is, which builder is its own. */
export type WorldEnvironment = Readonly<Record<string, string>>

/** Builds the real parts if they are not there, and starts a world in a folder. What it says goes to stderr. */
export function startWorld(folder: string): WorldEnvironment {
  const env = { ...process.env, BASEHIT_WORLD: folder }
  execFileSync(join(root, 'scripts/toolchain'), { env, stdio: ['ignore', 'ignore', 'inherit'] })
  execFileSync(script, ['up'], { env, stdio: ['ignore', 'ignore', 'inherit'] })
  const exported = JSON.parse(execFileSync(script, ['env', '--json'], { env, encoding: 'utf8' })) as Record<
    string,
    string
  >
  return { ...(process.env as Record<string, string>), BASEHIT_WORLD: folder, ...exported }
}

/** Gives the world a fresh builder, as on a new runner, and waits until the old one's files are gone. */
export function wipeBuilder(env: WorldEnvironment): void {
  execFileSync(script, ['wipe-builder', '--wait'], { env, stdio: ['ignore', 'ignore', 'inherit'] })
}

/** Stops the world; its registry stays for the next time. */
export function stopWorld(env: WorldEnvironment): void {
  execFileSync(script, ['down'], { env, stdio: ['ignore', 'ignore', 'inherit'] })
}

/** How a command ended. */
export interface CommandEnd {
  readonly status: number
  readonly stdout: string
  readonly stderr: string
  readonly wallMs: number
}

/** Runs a command; `show` passes its stderr on as it comes. */
export function run(
  command: string,
  args: readonly string[],
  cwd: string,
  env: WorldEnvironment,
  show: 'show' | 'quiet',
): Promise<CommandEnd> {
  const started = performance.now()
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] })
    const out: Buffer[] = []
    const err: Buffer[] = []
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk))
    child.stderr.on('data', (chunk: Buffer) => {
      err.push(chunk)
      if (show === 'show') process.stderr.write(chunk)
    })
    child.on('error', reject)
    child.on('close', status =>
      resolve({
        status: status ?? 1,
        stdout: Buffer.concat(out).toString(),
        stderr: Buffer.concat(err).toString(),
        wallMs: performance.now() - started,
      }),
    )
  })
}

/** Runs the packaged command line. */
export function basehit(
  args: readonly string[],
  cwd: string,
  env: WorldEnvironment,
  show: 'show' | 'quiet' = 'show',
): Promise<CommandEnd> {
  return run(process.execPath, [join(root, 'dist/cli/index.js'), ...args], cwd, env, show)
}

/** A build as BuildKit itself remembers it. */
export interface RememberedBuild {
  readonly ref: string
  readonly steps: readonly string[]
}

/** The builds of a builder since it was wiped, told by BuildKit's history and not by Basehit. */
export async function rememberedBuilds(env: WorldEnvironment): Promise<RememberedBuild[]> {
  const list = await run(
    'docker',
    ['buildx', 'history', 'ls', '--no-trunc', '--format', 'json'],
    root,
    env,
    'quiet',
  ).catch(() => undefined)
  const text =
    list?.status === 0
      ? list.stdout
      : (await run('buildx', ['history', 'ls', '--no-trunc', '--format', 'json'], root, env, 'quiet')).stdout
  const refs = text
    .split('\n')
    .filter(Boolean)
    .map(line => (JSON.parse(line) as { ref: string }).ref.split('/').at(-1) ?? '')
  return Promise.all(refs.map(async ref => ({ ref, steps: await stepsOf(ref, env) })))
}

async function stepsOf(ref: string, env: WorldEnvironment): Promise<string[]> {
  const { stdout, stderr } = await run('buildx', ['history', 'logs', '--progress', 'plain', ref], root, env, 'quiet')
  return [...new Set([...`${stdout}\n${stderr}`.matchAll(/^#\d+ (\[.+)$/gm)].map(match => match[1] ?? ''))]
}
