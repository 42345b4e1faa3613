import { isAbsolute, join, posix, relative } from 'node:path'
import { compilePatterns, type Matcher, parseIgnoreFile } from '../context/ignore.ts'
import type { Dockerfile } from '../dockerfile/instructions.ts'
import { decodeDockerfile, parseDockerfile } from '../dockerfile/parse.ts'
import { BasehitError } from '../errors.ts'
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
}

/**
 * Reads a Dockerfile and its own ignore file. `Dockerfile` may be spelt in lower case.
 * BuildKit: frontend/dockerui/config.go ReadEntrypoint.
 */
export async function loadDockerfile(world: World, cwd: string, path: string): Promise<LoadedDockerfile> {
  const absolute = isAbsolute(path) ? path : join(cwd, path)
  const found = (await readAs(world, absolute, path)) ?? (await readAs(world, lowerCase(absolute), lowerCase(path)))
  if (found === undefined) throw await missing(world, absolute, path)
  const text = decodeDockerfile(found.bytes, found.path)
  const dockerfile = parseDockerfile({ path: found.path, text })
  const ownIgnore = await world.files.read(`${found.absolute}.dockerignore`)
  return { path: found.path, absolute: found.absolute, text, dockerfile, ownIgnore }
}

async function readAs(world: World, absolute: string, path: string) {
  const bytes = await world.files.read(absolute)
  return bytes === undefined ? undefined : { bytes, absolute, path }
}

function lowerCase(path: string): string {
  return path.replace(/(^|\/)Dockerfile$/, '$1dockerfile')
}

async function missing(world: World, absolute: string, path: string): Promise<BasehitError> {
  const names = (await world.files.names(join(absolute, '..'))).filter(name => /dockerfile/i.test(name))
  const directory = posix.dirname(path)
  const found = names.length === 0 ? 'no Dockerfile is there' : `found: ${names.join(', ')}`
  return new BasehitError('BH020', `${path} not found in ${directory} (${found})`, {
    remedy: 'check the path; it is relative to the working directory, not to the context',
  })
}

/** The filter BuildKit puts over a local context: the Dockerfile's own ignore file, or the context's. */
export async function loadIgnore(
  world: World,
  context: string,
  loaded: LoadedDockerfile | undefined,
): Promise<Matcher> {
  if (loaded?.ownIgnore !== undefined) return compile(loaded.ownIgnore, `${loaded.path}.dockerignore`)
  const path = join(context, '.dockerignore')
  const bytes = await world.files.read(path)
  return bytes === undefined ? compilePatterns([]) : compile(bytes, relative(context, path))
}

function compile(bytes: Uint8Array, path: string): Matcher {
  return compilePatterns(parseIgnoreFile(new TextDecoder().decode(bytes), path))
}
