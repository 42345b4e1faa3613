import { createHash } from 'node:crypto'
import { baseName, classifyMode, compareEntries, type Entry } from '../../src/context/entry.ts'
import type { ContextAnswer } from '../../src/context/selection.ts'
import { compileWildcard } from '../../src/context/wildcard.ts'
import { parseDockerfile } from '../../src/dockerfile/parse.ts'
import type { ContainerConfig, ImageConfig } from '../../src/image/config.ts'
import { digestOf } from '../../src/image/digest.ts'
import { parsePlatform } from '../../src/image/platform.ts'
import { type Lowered, lowerTarget } from '../../src/lower/lower.ts'
import type { LowerOptions } from '../../src/lower/options.ts'
import type { Answer, FileQuestion, ImageQuestion, Question } from '../../src/lower/questions.ts'
import { dependencyDigest, recipeBytes, recipeOf } from '../../src/recipe/recipe.ts'

/** A context held in memory: path → text; `→target` is a symlink, `a/` an empty directory. */
export type Tree = Readonly<Record<string, string>>

/** What a lowering in memory starts from. */
export interface World {
  readonly files?: Tree
  /** Local named contexts. */
  readonly contexts?: Readonly<Record<string, Tree>>
  /** Permission bits of paths that have others than 0644 and 0755. */
  readonly modes?: Readonly<Record<string, number>>
  readonly images?: Readonly<Record<string, ContainerConfig>>
  /** What is in an image, as any text: another text is another digest. Empty is an image without layers. */
  readonly contents?: Readonly<Record<string, string>>
  readonly authors?: Readonly<Record<string, string>>
  /** What configs say of their platform, where that is not what was asked for. */
  readonly platforms?: Readonly<Record<string, Partial<ImageConfig>>>
  readonly args?: Readonly<Record<string, string>>
  readonly platform?: string
  readonly target?: string
  readonly options?: Partial<LowerOptions>
}

/** Lowers a Dockerfile with everything outside it held in memory. */
export function lowerText(text: string, world: World = {}): Lowered {
  const dockerfile = parseDockerfile({ path: 'Dockerfile', text })
  const options: LowerOptions = {
    platform: parsePlatform(world.platform ?? 'linux/amd64'),
    buildPlatform: parsePlatform('linux/amd64'),
    buildArgs: new Map(Object.entries(world.args ?? {})),
    ...(world.target === undefined ? {} : { target: world.target }),
    targetStage: world.target ?? 'default',
    upstream: 'follow',
    namedContexts: new Map(Object.keys(world.contexts ?? {}).map(name => [name, { kind: 'directory', name }])),
    ...world.options,
  }
  const asking = lowerTarget(dockerfile, options)
  let step = asking.next()
  while (!step.done) step = asking.next(answer(step.value, world))
  return step.value
}

/** The dependency digest of a Dockerfile in memory. */
export function digestText(text: string, world: World = {}): string {
  return dependencyDigest(recipeBytes(recipeOf(lowerText(text, world), {})))
}

function answer(question: Question, world: World): Answer {
  if (question.kind === 'image') return answerImage(question, world)
  const files = question.context === '' ? world.files : world.contexts?.[question.context]
  return answerFile(question, files ?? {}, world.modes ?? {})
}

function answerImage(
  question: ImageQuestion,
  { images = {}, contents = {}, authors = {}, platforms = {} }: World,
): Answer {
  const name = question.reference.replace(/^docker\.io\/(library\/)?/, '').replace(/:latest$/, '')
  const config = images[name]
  if (config === undefined && Object.keys(images).length > 0) throw new Error(`no image ${name} in this test`)
  const [os = '', architecture = '', variant] = question.platform.split('/')
  const content = contents[name] ?? name
  const author = authors[name]
  return {
    digest: digestOf(`${content} ${question.platform} ${JSON.stringify([config, author])}`),
    config: {
      os,
      architecture,
      ...(variant ? { variant } : {}),
      ...platforms[name],
      ...(author ? { author } : {}),
      rootfs: { type: 'layers', diff_ids: content === '' ? [] : [digestOf(content)] },
      config: config ?? { Env: ['PATH=/usr/bin'] },
    },
  }
}

function answerFile(question: FileQuestion, files: Tree, modes: Modes): ContextAnswer {
  switch (question.kind) {
    case 'stat':
      return entryAt(question.path, files, modes)
    case 'list': {
      const wildcard = question.pattern === undefined ? undefined : compileWildcard(question.pattern)
      return listAt(question.path, files, modes).filter(entry => wildcard?.matches(baseName(entry.path)) !== false)
    }
    case 'hash':
      return createHash('sha256')
        .update(files[question.path] ?? '')
        .digest('hex')
    case 'explain':
      return undefined
  }
}

type Modes = Readonly<Record<string, number>>

function entryAt(path: string, files: Tree, modes: Modes): Entry | undefined {
  const text = files[path]
  if (text?.startsWith('→')) return { kind: 'symlink', path, target: text.slice(1) }
  if (text !== undefined) return { kind: 'file', path, mode: classifyMode(modes[path] ?? 0o644), size: text.length }
  const isDirectory = path === '' || childrenIn(files).has(path)
  return isDirectory ? { kind: 'directory', path, mode: classifyMode(modes[path] ?? 0o755) } : undefined
}

/** The names in every directory of a tree, worked out once. */
const knownChildren = new WeakMap<Tree, ReadonlyMap<string, ReadonlySet<string>>>()

function childrenIn(files: Tree): ReadonlyMap<string, ReadonlySet<string>> {
  const known = knownChildren.get(files)
  if (known !== undefined) return known
  const children = new Map<string, Set<string>>()
  for (const path of Object.keys(files)) {
    const names = path.split('/')
    for (const [depth, name] of names.entries()) {
      const directory = names.slice(0, depth).join('/')
      children.set(directory, (children.get(directory) ?? new Set()).add(name))
    }
  }
  knownChildren.set(files, children)
  return children
}

function listAt(path: string, files: Tree, modes: Modes): Entry[] {
  const prefix = path === '' ? '' : `${path}/`
  const names = [...(childrenIn(files).get(path) ?? [])].filter(name => name !== '')
  return names.flatMap(name => entryAt(prefix + name, files, modes) ?? []).sort(compareEntries)
}
