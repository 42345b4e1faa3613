import { basename, join } from 'node:path'
import { BasehitError } from '../errors.ts'
import type { Position } from '../position.ts'
import { isCacheImport } from './cache-import.ts'
import { printable } from './printable.ts'
import type { ProcessEnd } from './process.ts'
import type { ProgressReader, Vertex } from './progress.ts'
import type { BuildRequest } from './request.ts'

/** Why a build failed, as far as buildx says. */
export interface BuildFailure {
  /** What buildx printed as its error, without `ERROR: failed to solve:`. */
  readonly message: string
  /** The step that failed, `[deps 2/5] RUN …`; absent when none had started. */
  readonly step?: string | undefined
  /** The line in the Dockerfile, in the user's own file where the request names it. */
  readonly position?: Position | undefined
  /** What a RUN ended with; absent when it was no RUN that failed. */
  readonly exitCode?: number | undefined
  /** The last lines that the step printed. */
  readonly lastLines: readonly string[]
  /** A blob or manifest that the store no longer has as it was, when that was the reason. */
  readonly missingDigest?: string | undefined
}

/** The failure behind an error that `Builder.build` threw. */
export function buildFailure(error: unknown): BuildFailure | undefined {
  return error instanceof BasehitError && error.cause instanceof FailureCause ? error.cause.failure : undefined
}

class FailureCause extends Error {
  readonly failure: BuildFailure
  constructor(failure: BuildFailure) {
    super(failure.message)
    this.name = 'BuildFailure'
    this.failure = failure
  }
}

/** Reads the failure from what was printed. */
export function diagnose(request: BuildRequest, progress: ProgressReader, end: ProcessEnd): BuildFailure {
  const text = printable(progress.text())
  const failed = failedVertex(progress.vertices())
  const message = interruption(end) ?? errorText(text) ?? failed?.error ?? `buildx ended with status ${end.status}`
  const exitCode = /exit code: (\d+)/.exec(failed?.error ?? message)?.[1]
  const position = dockerfilePosition(request, text)
  const missing = missingDigest(message)
  return {
    message,
    lastLines: failed === undefined ? [] : progress.lastLines(failed.digest),
    ...(failed === undefined ? {} : { step: failed.name }),
    ...(position === undefined ? {} : { position }),
    ...(exitCode === undefined ? {} : { exitCode: Number(exitCode) }),
    ...(missing === undefined ? {} : { missingDigest: missing }),
  }
}

/** The error to throw: BH103 for a full disk, BH101 for a builder out of reach, BH100 for a buildx too old, BH102 otherwise. */
export function failureError(failure: BuildFailure): BasehitError {
  const cause = new FailureCause(failure)
  const everything = [failure.message, ...failure.lastLines].join('\n')
  if (/no space left on device|disk quota exceeded/i.test(everything)) {
    return new BasehitError('BH103', `no space left while building${at(failure)}${printed(failure)}`, {
      position: failure.position,
      remedy: 'Free space on the builder: remove unused images, or run docker buildx prune.',
      cause,
    })
  }
  if (failure.position === undefined && isUnreachable(failure)) return builderError(failure.message, cause)
  if (/unknown (?:shorthand )?flag|unknown command/.test(failure.message)) {
    return new BasehitError('BH100', `this buildx is too old: ${failure.message}`, {
      remedy: 'Update Docker Buildx, or add docker/setup-buildx-action before this step.',
      cause,
    })
  }
  return new BasehitError('BH102', `the build failed${at(failure)}${printed(failure)}`, {
    position: failure.position,
    cause,
  })
}

/** The error for a builder that does not answer. */
export function builderError(message: string, cause?: unknown): BasehitError {
  return new BasehitError('BH101', `the builder does not answer: ${message}`, {
    remedy:
      'Start Docker, or choose a builder that runs (docker buildx ls); in a workflow add docker/setup-buildx-action.',
    cause,
  })
}

function isUnreachable({ message, step }: BuildFailure): boolean {
  if (/no builder .* found|no (?:valid )?drivers? found|Cannot connect to the Docker daemon/i.test(message)) return true
  if (
    /failed to connect to the docker API|docker daemon socket|code = Unavailable|error reading from server/i.test(
      message,
    )
  ) {
    return true
  }
  // A registry may be out of reach too, but then BuildKit says what it wanted from it.
  if (/failed to (?:push|pull|do request|resolve|authorize|fetch|copy)/.test(message)) return false
  const beforeAnyStep =
    step === undefined || /^\[(?:\S+ )*internal\] (?:waiting for connection|booting buildkit)/.test(step)
  return beforeAnyStep && /context deadline exceeded|connection (?:refused|reset)|transport:/i.test(message)
}

function at(failure: BuildFailure): string {
  const { position, step, exitCode } = failure
  const place = position === undefined ? '' : ` at ${position.file}:${position.line}`
  // Only steps of the Dockerfile are counted; what BuildKit does of its own accord says nothing to the reader.
  const instruction = /^\[[^\]]*\d+\/\d+\] (.*)$/s.exec(step ?? '')?.[1]
  const what = instruction === undefined ? '' : ` \`${shortened(instruction)}\``
  if (exitCode !== undefined) return `${place}${what} (exit ${exitCode})`
  return `${place}${what}: ${failure.message}`
}

/** The last lines of a step as messages end with them. */
export function printed({ lastLines }: BuildFailure): string {
  return lastLines.map(line => `\n  | ${line}`).join('')
}

function shortened(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim()
  return line.length > 120 ? `${line.slice(0, 119)}…` : line
}

/**
 * When one platform fails, BuildKit cancels the others: theirs is not the reason. Nor is a cache that could not be read:
 * no build fails by it.
 */
function failedVertex(vertices: readonly Vertex[]): Vertex | undefined {
  const failed = vertices.filter(vertex => vertex.error !== undefined && !isCacheImport(vertex.name))
  return failed.find(vertex => !/context canceled/.test(vertex.error ?? '')) ?? failed[0]
}

function errorText(text: string): string | undefined {
  const start = text.search(/^ERROR: /m)
  if (start < 0) return undefined
  return text
    .slice(start + 'ERROR: '.length)
    .split(/\n(?:View build details:|$)/)[0]
    ?.replace(/^(?:target \S+: )?failed to (?:build: failed to )?solve: /, '')
    .trim()
}

/** buildx ends with 130 when it was told to stop (buildx: cmd/buildx/main.go). */
function interruption(end: ProcessEnd): string | undefined {
  if (end.signal !== undefined) return `buildx was ended by ${end.signal}`
  return end.status === 130 ? 'it was interrupted' : undefined
}

/** buildx prints the place as `Dockerfile:4`, a rule and an excerpt (BuildKit: solver/errdefs/source.go). */
function dockerfilePosition(request: BuildRequest, text: string): Position | undefined {
  const match = /^(\S.*):(\d+)\n-{20}$/m.exec(text)
  if (match === null) return undefined
  const requests = request.linked === undefined ? [request] : [request, request.linked.request]
  const named = requests.filter(each => basename(dockerfileOf(each)) === match[1])
  const [only] = named
  // Two builds whose files have one name cannot be told apart by it.
  if (only === undefined || named.length > 1) return undefined
  const line = Number(match[2])
  if (only.source === undefined) return { file: dockerfileOf(only), line, column: 1 }
  const own = only.source.lines === undefined ? line : only.source.lines[line - 1]
  return own === undefined ? undefined : { file: only.source.file, line: own, column: 1 }
}

function dockerfileOf({ dockerfile, context }: BuildRequest): string {
  return dockerfile ?? join(context, 'Dockerfile')
}

/** What was not found, or was found and is another (containerd: content/local/writer.go Commit). */
function missingDigest(message: string): string | undefined {
  const damaged = /unexpected commit digest \S+, expected (sha256:[0-9a-f]{64})/.exec(message)?.[1]
  if (damaged !== undefined) return damaged
  if (/failed to push/.test(message) || !/not found|unknown blob|BLOB_UNKNOWN|MANIFEST_UNKNOWN/i.test(message))
    return undefined
  return /sha256:[0-9a-f]{64}/.exec(message)?.[0]
}
