import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { World } from '../lower/memory.ts'

const corpus = join(import.meta.dirname, '../corpus')

/** Dockerfiles of people and of test suites, to be mutated. */
export interface Seeds {
  readonly files: readonly [Uint8Array, ...Uint8Array[]]
  /** How many of them are BuildKit's own. */
  readonly foreign: number
}

/** Reads the corpus and, if the Go module cache has them and they are wanted, the files of BuildKit's own parser tests. */
export function readSeeds(others: 'corpus' | 'corpus-and-buildkit'): Seeds {
  const own = ['lower', 'parse'].flatMap(folder => filesBelow(join(corpus, folder)))
  const foreign = others === 'corpus' ? [] : buildkitFolders().flatMap(filesBelow)
  const [first, ...rest] = [...own, ...foreign]
  if (first === undefined) throw new Error(`no Dockerfiles in ${corpus}`)
  return { files: [first, ...rest], foreign: foreign.length }
}

function filesBelow(folder: string): Uint8Array[] {
  return readdirSync(folder)
    .sort()
    .map(name => join(folder, name, 'Dockerfile'))
    .filter(path => existsSync(path))
    .map(path => readFileSync(path))
}

function buildkitFolders(): string[] {
  try {
    const cache = execFileSync('go', ['env', 'GOMODCACHE'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
    const moby = join(cache.trim(), 'github.com/moby')
    const newest = readdirSync(moby)
      .filter(name => name.startsWith('buildkit@'))
      .sort()
      .at(-1)
    if (newest === undefined) return []
    const parser = join(moby, newest, 'frontend/dockerfile/parser')
    return ['testfiles', 'testfiles-negative'].map(name => join(parser, name)).filter(path => existsSync(path))
  } catch {
    return []
  }
}

/**
 * One world for all inputs: the files and images of every case of the corpus. The tables have no prototype, as any text
 * may be asked for, and images are not enumerable, so that one nobody knows is an ordinary image.
 */
export function everyWorld(): World {
  const files: Record<string, string> = Object.assign(Object.create(null), {
    a: '1',
    'd/x': '2',
    'd/aaaaaaaaaaab': '3',
  })
  const images = Object.create(null)
  for (const name of readdirSync(join(corpus, 'lower')).sort()) {
    const world: World = JSON.parse(readFileSync(join(corpus, 'lower', name, 'context.json'), 'utf8'))
    Object.assign(files, world.files)
    for (const [image, value] of Object.entries(world.images ?? {}))
      Object.defineProperty(images, image, { value, configurable: true })
  }
  for (const path of Object.keys(files))
    if (path.split('/').some((_, end, all) => end > 0 && all.slice(0, end).join('/') in files)) delete files[path]
  const none = () => Object.create(null)
  return { files, images, contexts: none(), modes: none(), contents: none(), authors: none(), args: none() }
}
