import { join, posix, resolve } from 'node:path'
import { compilePatterns, type Matcher, parseIgnoreFile } from '../context/ignore.ts'
import type { FileState, FileStates } from '../context/state.ts'
import type { Dockerfile } from '../dockerfile/instructions.ts'
import { decodeDockerfile, parseDockerfile } from '../dockerfile/parse.ts'
import { BasehitError } from '../errors.ts'
import { listed } from '../listing.ts'
import type { Options } from './options.ts'
import { refusePolicyFile } from './source-policy.ts'
import type { World } from './world.ts'

/** A Dockerfile with what BuildKit reads beside it. */
export interface LoadedDockerfile {
  /** As errors name it. */
  readonly path: string
  /** Where it is. */
  readonly absolute: string
  readonly text: string
  readonly dockerfile: Dockerfile
  /** The file's own ignore file, which wins over the context's. */
  readonly ownIgnore: Uint8Array | undefined
  /** What both were when they were read. */
  readonly states: FileStates
}

/**
 * Reads the Dockerfile of the base, which has no source policy (BH051). A file of its own is part of the project: no link
 * of it leads elsewhere (BH022).
 */
export async function loadBaseDockerfile(world: World, { base, build }: Options): Promise<LoadedDockerfile> {
  const { cwd, context } = build
  const within = base.boundary.kind === 'file' ? [cwd, resolve(cwd, context)] : undefined
  const loaded = await loadDockerfile(world, cwd, base.file, within)
  await refusePolicyFile(world, loaded)
  return loaded
}

/**
 * Reads a Dockerfile and its own ignore file. `Dockerfile` may be spelt in lower case.
 * BuildKit: frontend/dockerui/config.go ReadEntrypoint.
 */
export async function loadDockerfile(
  world: World,
  cwd: string,
  path: string,
  within?: readonly string[],
): Promise<LoadedDockerfile> {
  const found = (await readAs(world, cwd, path, within)) ?? (await readAs(world, cwd, lowerCase(path), within))
  if (found === undefined) throw await missing(world, cwd, path)
  const text = decodeDockerfile(found.bytes, found.path)
  const dockerfile = parseDockerfile({ path: found.path, text })
  const ignored = `${found.absolute}.dockerignore`
  const note = notedAs(found.states, ignored, `${found.path}.dockerignore`)
  const ownIgnore = await world.files.read(ignored, { as: 'ignore-file', note })
  return { path: found.path, absolute: found.absolute, text, dockerfile, ownIgnore, states: found.states }
}

async function readAs(world: World, cwd: string, path: string, within: readonly string[] | undefined) {
  // As buildx is given it: `..` goes back by the text, whatever links the path has.
  const absolute = resolve(cwd, path)
  const states = new Map<string, FileState>()
  const note = notedAs(states, absolute, path)
  const bytes = await world.files.read(absolute, { within, as: 'dockerfile', note })
  return bytes === undefined ? undefined : { bytes, absolute, path, states }
}

/** Keeps states as they are told, the file itself by the name that a user gave it. */
function notedAs(states: Map<string, FileState>, location: string, name: string) {
  return (at: string, state: FileState) => {
    states.set(at === location ? name : at, state)
  }
}

function lowerCase(path: string): string {
  return path.replace(/(^|\/)Dockerfile$/, '$1dockerfile')
}

async function missing(world: World, cwd: string, path: string): Promise<BasehitError> {
  const names = (await world.files.names(resolve(cwd, path, '..'))).filter(name => /dockerfile/i.test(name))
  const directory = posix.dirname(path)
  const found = names.length === 0 ? 'no Dockerfile is there' : `found: ${listed(names)}`
  return new BasehitError('BH020', `${path} not found in ${directory} (${found})`, {
    remedy: 'check the path; it is relative to the working directory, not to the context',
  })
}

/**
 * The filter BuildKit puts over a local context: the Dockerfile's own ignore file, or the context's. `states` is given the
 * state of the context's.
 * BuildKit: frontend/dockerui/config.go dockerIgnorePatterns, frontend/dockerui/namedcontext.go.
 */
export async function loadIgnore(
  world: World,
  cwd: string,
  context: string,
  loaded: LoadedDockerfile | undefined,
  states: Map<string, FileState> = new Map(),
): Promise<Matcher> {
  const path = ignoreFile(context, loaded)
  const bytes = await ignoreBytes(world, cwd, context, loaded, states)
  return compilePatterns(bytes === undefined ? [] : parseIgnoreFile(ignoreText.decode(bytes), path))
}

/** Reading patterns takes the mark itself. */
const ignoreText = new TextDecoder('utf-8', { ignoreBOM: true })

/** A frontend of an image gets no bytes where a file is empty, and reads the context's instead; the built-in one does not. */
async function ignoreBytes(
  world: World,
  cwd: string,
  context: string,
  loaded: LoadedDockerfile | undefined,
  states: Map<string, FileState>,
) {
  const own = loaded?.ownIgnore
  if (own !== undefined && own.length > 0) return own
  const shared = ignoreFile(context, undefined)
  const location = resolve(cwd, shared)
  const note = notedAs(states, location, shared)
  const bytes = await world.files.read(location, { as: 'ignore-file', note })
  if (own === undefined || bytes === undefined || bytes.length === 0) return bytes
  const path = ignoreFile(context, loaded)
  throw new BasehitError('BH049', `${path} is empty, and some frontends of BuildKit would read ${shared} instead`, {
    position: { file: path, line: 1, column: 1 },
    remedy: 'write a line such as `# nothing` into it, or remove it',
  })
}

/** The path, as the user would write it, of the ignore file over a context; it need not be there. */
export function ignoreFile(context: string, loaded: LoadedDockerfile | undefined): string {
  return loaded?.ownIgnore === undefined ? join(context, '.dockerignore') : `${loaded.path}.dockerignore`
}
