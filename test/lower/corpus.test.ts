import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { BasehitError } from '../../src/errors.ts'
import { formatPosition } from '../../src/position.ts'
import { dependencyDigest, recipeBytes, recipeOf } from '../../src/recipe/recipe.ts'
import { lowerText, type World } from './memory.ts'

const corpus = join(import.meta.dirname, '../corpus/lower')

function read(name: string): { text: string; world: World } {
  const at = (file: string) => readFileSync(join(corpus, name, file), 'utf8')
  return { text: at('Dockerfile'), world: JSON.parse(at('context.json')) }
}

/** A recipe and its digest, to be read by eye; a change of one is a new version of the recipe. */
function recipeText(name: string): string {
  const { text, world } = read(name)
  const bytes = recipeBytes(recipeOf(lowerText(text, world), {}))
  const recipe: unknown = JSON.parse(new TextDecoder().decode(bytes))
  return `${JSON.stringify({ digest: dependencyDigest(bytes), recipe }, undefined, 2)}\n`
}

function refusalText(name: string): string {
  const { text, world } = read(name)
  try {
    lowerText(text, world)
  } catch (error) {
    if (!(error instanceof BasehitError)) throw error
    const place = error.position === undefined ? '' : `${formatPosition(error.position)}: `
    return `${place}${error.message} [${error.code}]\n${error.remedy === undefined ? '' : `remedy: ${error.remedy}\n`}`
  }
  throw new Error(`${name} is not refused`)
}

const names = readdirSync(corpus).sort()
const refused = names.filter(name => name.startsWith('refused-'))
const lowered = names.filter(name => !name.startsWith('refused-'))

describe('recipes', () => {
  it('has cases', () => expect(lowered.length).toBeGreaterThanOrEqual(25))

  it.each(lowered)('%s', async name => {
    await expect(recipeText(name)).toMatchFileSnapshot(join(corpus, name, 'recipe.json'))
  })
})

describe('refusals', () => {
  it('has cases', () => expect(refused.length).toBeGreaterThanOrEqual(20))

  it.each(refused)('%s', async name => {
    await expect(refusalText(name)).toMatchFileSnapshot(join(corpus, name, 'refused.txt'))
  })
})
