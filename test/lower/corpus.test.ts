import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { compilePatterns, type Matcher, parseIgnoreFile } from '../../src/context/ignore.ts'
import { parseDockerfile } from '../../src/dockerfile/parse.ts'
import { BasehitError } from '../../src/errors.ts'
import { openContext } from '../../src/files/context.ts'
import { digestOf } from '../../src/image/digest.ts'
import { parsePlatform } from '../../src/image/platform.ts'
import { lowerTarget } from '../../src/lower/lower.ts'
import type { NamedContext } from '../../src/lower/options.ts'
import type { UpstreamImage } from '../../src/lower/questions.ts'
import { formatPosition } from '../../src/position.ts'
import { dependencyDigest, recipeBytes, recipeOf } from '../../src/recipe/recipe.ts'
import { lowerText, type Tree, type World } from './memory.ts'

const corpus = join(import.meta.dirname, '../corpus/lower')

/** A case's context.json: a world, and what JSON cannot say of one. */
interface Case extends World {
  /** The text of .dockerignore. */
  readonly ignore?: string
  /** Named contexts that are images: name → reference. */
  readonly imageContexts?: Readonly<Record<string, string>>
}

function read(name: string): { text: string; world: Case } {
  const at = (file: string) => readFileSync(join(corpus, name, file), 'utf8')
  return { text: at('Dockerfile'), world: JSON.parse(at('context.json')) }
}

/** The world of a case as lowering sees it: what the ignore file hides is not there. */
function worldOf({ ignore, imageContexts, ...world }: Case): World {
  const { files = {}, contexts = {} } = world
  const patterns = patternsOf(ignore)
  const namedContexts = new Map<string, NamedContext>([
    ...Object.keys(contexts).map(name => [name, { kind: 'directory', name }] as const),
    ...Object.entries(imageContexts ?? {}).map(([name, reference]) => [name, { kind: 'image', reference }] as const),
  ])
  return {
    ...world,
    files: Object.fromEntries(Object.entries(files).filter(([path]) => !patterns.matches(path))),
    options: { ...world.options, namedContexts },
  }
}

function patternsOf(ignore = ''): Matcher {
  return compilePatterns(parseIgnoreFile(ignore, '.dockerignore'))
}

/** A recipe and its digest, to be read by eye; a change of one is a new version of the recipe. */
function recipeText(name: string): string {
  const { text, world } = read(name)
  const bytes = recipeBytes(recipeOf(lowerText(text, worldOf(world)), {}))
  const recipe: unknown = JSON.parse(new TextDecoder().decode(bytes))
  return `${JSON.stringify({ digest: dependencyDigest(bytes), recipe }, undefined, 2)}\n`
}

async function refusalText(name: string): Promise<string> {
  const { text, world } = read(name)
  try {
    if (world.ignore === undefined) lowerText(text, worldOf(world))
    else await lowerInDirectory(text, world.files ?? {}, world.ignore)
  } catch (error) {
    if (!(error instanceof BasehitError)) throw error
    const place = error.position === undefined ? '' : `${formatPosition(error.position)}: `
    return `${place}${error.message} [${error.code}]\n${error.remedy === undefined ? '' : `remedy: ${error.remedy}\n`}`
  }
  throw new Error(`${name} is not refused`)
}

/** Lowers with files on disk, so that a refusal can name the pattern that hides one. */
async function lowerInDirectory(text: string, files: Tree, ignore: string): Promise<void> {
  const root = mkdtempSync(join(tmpdir(), 'basehit-corpus-'))
  onTestFinished(() => rmSync(root, { recursive: true }))
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), content)
  }
  const context = openContext(root, patternsOf(ignore))
  const platform = parsePlatform('linux/amd64')
  const asking = lowerTarget(parseDockerfile({ path: 'Dockerfile', text }), {
    platform,
    buildPlatform: platform,
    buildArgs: new Map(),
    targetStage: 'default',
    upstream: 'follow',
    namedContexts: new Map(),
  })
  let step = asking.next()
  while (!step.done) step = asking.next(step.value.kind === 'image' ? someImage : await context.answer(step.value))
}

const someImage: UpstreamImage = {
  digest: digestOf('some image'),
  config: { os: 'linux', architecture: 'amd64', rootfs: { type: 'layers', diff_ids: [digestOf('layer')] } },
}

const names = readdirSync(corpus).sort()
const refused = names.filter(name => name.startsWith('refused-'))
const lowered = names.filter(name => !name.startsWith('refused-'))

describe('recipes', () => {
  it('has cases', () => expect(lowered.length).toBeGreaterThanOrEqual(60))

  it.each(lowered)('%s', async name => {
    await expect(recipeText(name)).toMatchFileSnapshot(join(corpus, name, 'recipe.json'))
  })
})

describe('refusals', () => {
  it('has cases', () => expect(refused.length).toBeGreaterThanOrEqual(30))

  it.each(refused)('%s', async name => {
    await expect(await refusalText(name)).toMatchFileSnapshot(join(corpus, name, 'refused.txt'))
  })
})
