import { createHash } from 'node:crypto'
import { compareEntries, classifyMode, type Entry } from '../../src/context/entry.ts'
import type { ContextAnswer } from '../../src/context/selection.ts'
import { compileWildcard } from '../../src/context/wildcard.ts'
import { parseDockerfile } from '../../src/dockerfile/parse.ts'
import { digestOf } from '../../src/image/digest.ts'
import { parsePlatform } from '../../src/image/platform.ts'
import { type Lowered, lowerTarget } from '../../src/lower/lower.ts'
import type { LowerOptions } from '../../src/lower/options.ts'
import type { Answer, FileQuestion, ImageQuestion, Question } from '../../src/lower/questions.ts'
import type { ContainerConfig } from '../../src/image/config.ts'
import { dependencyDigest, recipeBytes, recipeOf } from '../../src/recipe/recipe.ts'

/** A context held in memory: path → text; `→target` is a symlink, `a/` an empty directory. */
export type Tree = Readonly<Record<string, string>>

/** What a lowering in memory starts from. */
export interface World {
  readonly files?: Tree
  readonly images?: Readonly<Record<string, ContainerConfig>>
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
    namedContexts: new Map(),
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
  return question.kind === 'image' ? answerImage(question, world) : answerFile(question, world.files ?? {})
}

function answerImage(question: ImageQuestion, { images = {} }: World): Answer {
  const name = question.reference.replace(/^docker\.io\/(library\/)?/, '').replace(/:latest$/, '')
  const config = images[name]
  if (config === undefined && Object.keys(images).length > 0) throw new Error(`no image ${name} in this test`)
  const [os = '', architecture = '', variant] = question.platform.split('/')
  return {
    digest: digestOf(`${name} ${question.platform}`),
    config: {
      os,
      architecture,
      ...(variant ? { variant } : {}),
      rootfs: { type: 'layers', diff_ids: [digestOf(name)] },
      config: config ?? { Env: ['PATH=/usr/bin'] },
    },
  }
}

function answerFile(question: FileQuestion, files: Tree): ContextAnswer {
  switch (question.kind) {
    case 'stat':
      return entryAt(question.path, files)
    case 'list':
      return listAt(question.path, files).filter(
        entry => question.pattern === undefined || compileWildcard(question.pattern)?.matches(entry.path.slice(entry.path.lastIndexOf('/') + 1)) === true,
      )
    case 'hash':
      return createHash('sha256').update(files[question.path] ?? '').digest('hex')
  }
}

function entryAt(path: string, files: Tree): Entry | undefined {
  const text = files[path]
  if (text?.startsWith('→')) return { kind: 'symlink', path, target: text.slice(1) }
  if (text !== undefined) return { kind: 'file', path, mode: classifyMode(0o644), size: text.length }
  const isDirectory = path === '' || Object.keys(files).some(each => each.startsWith(`${path}/`))
  return isDirectory ? { kind: 'directory', path, mode: classifyMode(0o755) } : undefined
}

function listAt(path: string, files: Tree): Entry[] {
  const prefix = path === '' ? '' : `${path}/`
  const names = Object.keys(files).flatMap(each => (each.startsWith(prefix) && each !== prefix ? [each.slice(prefix.length).split('/')[0] ?? ''] : []))
  return [...new Set(names)].flatMap(name => entryAt(prefix + name, files) ?? []).sort(compareEntries)
}
