import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { BasehitError, writeFault } from '../errors.ts'
import { bakeArguments, bakeEnvironment } from './arguments.ts'
import { bakeDefinition, bakeTarget } from './bake.ts'
import { builderError, diagnose, failureError } from './failure.ts'
import { type Inspection, parseInspection } from './inspection.ts'
import type { Hide } from './log-lines.ts'
import { type Metadata, parseMetadata } from './metadata.ts'
import type { Process } from './process.ts'
import { createProgressReader, type ProgressEvent, type Vertex } from './progress.ts'
import type { BuildRequest } from './request.ts'
import { type BuildxVersion, parseVersion, requireVersion } from './version.ts'

/** Where buildx is: `docker buildx …` or a binary of its own. */
export interface Buildx {
  readonly command: string
  readonly prefix: readonly string[]
  readonly version: BuildxVersion
}

/** What a build gave. */
export interface BuildResult {
  /** The manifest digest of what was pushed or exported; absent for outputs without one. */
  readonly digest?: string | undefined
  readonly metadata: Metadata
  readonly vertices: readonly Vertex[]
  readonly durationMs: number
  /** 0, or what a `call` such as `check` ended with when it has findings. */
  readonly status: number
  /** What buildx printed on stdout: the answer of a `call`. At most 1 MiB. */
  readonly output: string
}

/** Builds images with docker buildx. */
export interface Builder {
  /** Finds buildx, once. Throws BH100 if there is none. */
  locate(): Promise<Buildx>
  /** Asks about the named or the current builder, once. Throws BH101 if it is not there or does not answer. */
  inspect(builder?: string): Promise<Inspection>
  /** Builds. A failed build throws (see failure.ts); an aborted one throws the signal's reason. */
  build(request: BuildRequest, onEvent: (event: ProgressEvent) => void, signal?: AbortSignal): Promise<BuildResult>
}

/** What a builder is made of. */
export interface BuilderParts {
  readonly process: Process
  readonly env: Readonly<Record<string, string | undefined>>
  /** A directory for short-lived files; they hold build args. */
  readonly temp: string
  /** Hides secrets in what steps print, where only whole lines would hold them. */
  readonly hide?: Hide | undefined
}

const maxOutput = 1024 * 1024

/** A builder that runs the buildx of this machine. */
export function createBuilder(parts: BuilderParts): Builder {
  let located: Promise<Buildx> | undefined
  const locate = () => {
    located ??= locateBuildx(parts)
    return located
  }
  const inspected = new Map<string | undefined, Promise<Inspection>>()
  return {
    locate,
    inspect: async name => {
      const asked = inspected.get(name) ?? locate().then(buildx => inspect(parts, buildx, name))
      inspected.set(name, asked)
      return asked
    },
    build: async (request, onEvent, signal) => {
      const buildx = await locate()
      requireVersion(buildx.version, request)
      const directory = await naming(parts, mkdtemp(join(parts.temp, 'basehit-build-')))
      try {
        return await build({ parts, buildx, request, onEvent, signal, directory })
      } finally {
        await rm(directory, { recursive: true, force: true })
      }
    },
  }
}

const candidates = [
  { command: 'docker', prefix: ['buildx'] },
  { command: 'buildx', prefix: [] },
  { command: 'docker-buildx', prefix: [] },
] as const

async function locateBuildx({ process, env }: BuilderParts): Promise<Buildx> {
  for (const { command, prefix } of candidates) {
    const output = new Collected()
    const end = await process.run(command, [...prefix, 'version'], { env, onStdout: output.add }).catch(error => {
      if (isMissing(error)) return undefined
      throw error
    })
    const version = end?.status === 0 ? parseVersion(output.text()) : undefined
    if (version !== undefined) return { command, prefix, version }
  }
  throw new BasehitError('BH100', 'docker buildx is not here, nor a buildx binary on PATH', {
    remedy: 'Install Docker Buildx; in a workflow add docker/setup-buildx-action before this step.',
  })
}

async function inspect({ process, env }: BuilderParts, buildx: Buildx, builder?: string): Promise<Inspection> {
  const output = new Collected()
  const errors = new Collected()
  const args = [...buildx.prefix, 'inspect', ...(builder ? [builder] : [])]
  const end = await process.run(buildx.command, args, { env, onStdout: output.add, onStderr: errors.add })
  if (end.status !== 0)
    throw builderError(
      errors
        .text()
        .replace(/^ERROR: /, '')
        .trim(),
    )
  const inspection = parseInspection(output.text())
  if (inspection.driver === '') throw builderError(inspection.error ?? 'buildx does not know its driver')
  return inspection
}

interface Run {
  readonly parts: BuilderParts
  readonly buildx: Buildx
  readonly request: BuildRequest
  readonly onEvent: (event: ProgressEvent) => void
  readonly signal: AbortSignal | undefined
  readonly directory: string
}

async function build({ parts, buildx, request, onEvent, signal, directory }: Run): Promise<BuildResult> {
  const files = { definition: join(directory, 'bake.json'), metadata: join(directory, 'metadata.json') }
  await naming(parts, writeFile(files.definition, bakeDefinition(request), { mode: 0o600 }))
  const progress = createProgressReader(parts.hide)
  const output = new Collected()
  const started = performance.now()
  const end = await parts.process.run(buildx.command, [...buildx.prefix, ...bakeArguments(request, files)], {
    env: bakeEnvironment(parts.env, request),
    cwd: request.cwd,
    onStdout: output.add,
    onStderr: chunk => progress.push(chunk).forEach(onEvent),
    signal,
  })
  progress.end().forEach(onEvent)
  signal?.throwIfAborted()
  const text = output.text()
  // `--call=check` ends with a status of its own when it has findings, and prints them.
  const isAnswered = request.call !== undefined && text !== ''
  if (end.status !== 0 && !isAnswered) throw failureError(diagnose(request, progress, end))
  const metadata = await readMetadata(files.metadata)
  return {
    metadata,
    status: end.status ?? 1,
    vertices: progress.vertices(),
    durationMs: Math.round(performance.now() - started),
    // Bake heads the answer with the target's name, which `buildx build` does not have.
    output: text.replace(`${bakeTarget}\n\n`, ''),
    ...(metadata.digest === undefined ? {} : { digest: metadata.digest }),
  }
}

/** Gives a write that fails the name of the directory it was in. */
function naming<T>({ temp }: BuilderParts, write: Promise<T>): Promise<T> {
  return write.catch(error => {
    throw writeFault(error, temp)
  })
}

/** A `call` may leave no metadata. */
async function readMetadata(file: string): Promise<Metadata> {
  const text = await readFile(file, 'utf8').catch(error => {
    if (isMissing(error)) return '{}'
    throw error
  })
  return parseMetadata(text)
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT'
}

class Collected {
  #chunks: Uint8Array[] = []
  #length = 0

  readonly add = (chunk: Uint8Array): void => {
    if (this.#length >= maxOutput) return
    this.#chunks.push(chunk)
    this.#length += chunk.length
  }

  text(): string {
    return Buffer.concat(this.#chunks).subarray(0, maxOutput).toString('utf8')
  }
}
