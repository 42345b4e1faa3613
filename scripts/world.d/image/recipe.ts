import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { run } from '../process.ts'

/** How an upstream image is made here. */
export interface Recipe {
  readonly name: string
  /** The module that describes the recipe: its text is part of the key. */
  readonly source: string
  /** Where the image goes in the registry. */
  readonly references: readonly string[]
  /** What of this machine ends up in the image. */
  readonly facts: (toolchain: string) => readonly string[]
  readonly build: (work: string, layout: string, toolchain: string) => Promise<void>
}

/** An OCI layout made by a recipe, and the key it is kept under. */
export interface Artefact {
  readonly key: string
  readonly layout: string
}

/** The artefact of a recipe: from the cache folder, or made now and kept there. */
export async function artefactOf(recipe: Recipe, toolchain: string, cache: string): Promise<Artefact> {
  const key = keyOf(recipe, toolchain)
  const layout = join(cache, 'images', `${recipe.name}-${key}`)
  if (existsSync(layout)) return { key, layout }
  mkdirSync(dirname(layout), { recursive: true })
  process.stderr.write(`world: making ${recipe.references[0]}\n`)
  const work = mkdtempSync(join(dirname(layout), `.${recipe.name}-`))
  try {
    const partial = join(work, 'layout')
    mkdirSync(join(work, 'work'))
    await recipe.build(join(work, 'work'), partial, toolchain)
    keep(partial, layout)
  } finally {
    run('rm', ['-rf', '--one-file-system', work])
  }
  return { key, layout }
}

// Another world may have made the same artefact meanwhile; either will do.
function keep(partial: string, layout: string): void {
  try {
    renameSync(partial, layout)
  } catch (error) {
    if (!existsSync(layout)) throw error
  }
}

function keyOf(recipe: Recipe, toolchain: string): string {
  const hash = createHash('sha256').update(process.arch)
  const sources = [recipe.source, ...['layout.ts', 'machine.ts'].map(name => join(import.meta.dirname, name))]
  for (const text of [...sources.map(path => readFileSync(path, 'utf8')), ...recipe.facts(toolchain)]) {
    hash.update(`${text.length}:`).update(text)
  }
  return hash.digest('hex').slice(0, 16)
}
