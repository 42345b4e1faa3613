import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { BasehitError } from '../../errors.ts'
import type { HelperResult } from './credential-helper.ts'
import type { DockerConfigPorts } from './credentials.ts'

/** This machine as far as Docker's configuration goes. */
export interface Machine {
  readonly env: Readonly<Record<string, string | undefined>>
  /** The home directory of the user. */
  readonly home: string
  /** How long a credential helper may take, in milliseconds; 30 s if not given. */
  readonly helperPatience?: number | undefined
  /** Ends a credential helper that runs, and the wait for it with this signal's reason. */
  readonly signal?: AbortSignal | undefined
}

/** Reads Docker's configuration where Docker does: DOCKER_CONFIG or `~/.docker`, BUILDX_CONFIG, DOCKER_AUTH_CONFIG. */
export function dockerConfigOf(machine: Machine): DockerConfigPorts {
  const { env, home } = machine
  const directory = env.DOCKER_CONFIG || join(home, '.docker')
  return {
    directory,
    buildxDirectory: env.BUILDX_CONFIG || join(directory, 'buildx'),
    inline: env.DOCKER_AUTH_CONFIG || undefined,
    readFile: readText,
    runHelper: (name, input) => run(`docker-credential-${name}`, input, machine),
  }
}

async function readText(path: string): Promise<string | undefined> {
  try {
    return readFileSync(path, 'utf8')
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? cause.code : undefined
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined
    throw new BasehitError('BH082', `${path} cannot be read (${String(code)})`, {
      cause,
      remedy: 'Make it readable for this user, or set DOCKER_CONFIG.',
    })
  }
}

function run(program: string, input: string, machine: Machine): Promise<HelperResult | undefined> {
  const { env, signal, helperPatience = 30_000 } = machine
  return new Promise((resolve, reject) => {
    const { spawn } = process.getBuiltinModule('node:child_process')
    const child = spawn(program, ['get'], {
      env,
      stdio: ['pipe', 'pipe', 'pipe'],
      killSignal: 'SIGKILL',
      ...(signal && { signal }),
    })
    const output = { stdout: '', stderr: '' }
    for (const stream of ['stdout', 'stderr'] as const) {
      child[stream].setEncoding('utf8').on('data', (text: string) => {
        if (output[stream].length < 1024 * 1024) output[stream] += text
      })
    }
    let late = false
    const end = setTimeout(() => {
      late = true
      child.kill('SIGKILL')
      // A grandchild may hold the pipes open after the helper itself is gone.
      child.stdout.destroy()
      child.stderr.destroy()
    }, helperPatience)
    child.on('error', error => {
      clearTimeout(end)
      if (signal?.aborted) reject(signal.reason)
      else if ('code' in error && error.code === 'ENOENT') resolve(undefined)
      else reject(new BasehitError('BH083', `${program} cannot be run (${error.message})`, { cause: error }))
    })
    child.on('close', status => {
      clearTimeout(end)
      resolve({ status: late ? undefined : (status ?? 1), ...output })
    })
    // A helper that does not read its input closes the pipe: what it prints counts.
    child.stdin.on('error', () => {})
    child.stdin.end(`${input}\n`)
  })
}
