import { isAbsolute, join, resolve } from 'node:path'
import type { Upstreams } from '../bases/registry/upstreams.ts'
import type { FileState, FileStates } from '../context/state.ts'
import { BasehitError } from '../errors.ts'
import { configPlatform } from '../image/config.ts'
import { formatPlatform, parsePlatform } from '../image/platform.ts'
import { parseReference } from '../image/reference.ts'
import type { Taken } from '../lint/taken.ts'
import { observationKey } from '../lower/observations.ts'
import type { Answer, FileQuestion, ImageQuestion, Question, UpstreamImage } from '../lower/questions.ts'
import { ignoreFile, type LoadedDockerfile, loadIgnore } from './load.ts'
import type { BuildOptions, Options } from './options.ts'
import { refuseOwnStore, storeInContext } from './own-store.ts'
import { refuseUnnamed } from './private-files.ts'
import { resolveImage } from './resolve-image.ts'
import type { ContextReader, World } from './world.ts'

/** Answers lowering's questions. Images are asked for once per run, so a tag that moves in between changes nothing. */
export class Observer {
  readonly #world: World
  readonly #build: BuildOptions
  /** Where bases are kept, if that lies in the context. */
  readonly #store: string | undefined
  readonly #images: Map<string, UpstreamImage>
  readonly #contexts = new Map<string, Promise<OpenContext>>()
  readonly #loaded: LoadedDockerfile
  /** What was hashed so far, in order. */
  readonly taken: Taken[] = []
  readonly #ignoreFiles = new Map<string, FileState>()

  /** `images` holds what was seen before, and is added to. */
  constructor(world: World, options: Options, loaded: LoadedDockerfile, images: Map<string, UpstreamImage>) {
    this.#world = world
    this.#build = options.build
    this.#store = storeInContext(options)
    this.#loaded = loaded
    this.#images = images
  }

  async answer(question: Question): Promise<Answer> {
    await this.#world.turn?.()
    return question.kind === 'image' ? this.image(question) : this.#file(question)
  }

  /** Answers about an image; what was seen before is given again. */
  async image(question: ImageQuestion): Promise<UpstreamImage> {
    const key = observationKey(question)
    const known = this.#images.get(key)
    if (known !== undefined) return known
    const found = await resolveUpstream(this.#world.upstreams ?? this.#world.registry, question)
    this.#images.set(key, found)
    return found
  }

  /** The states of the files that answers came from, and of ignore files, by paths from the working directory. */
  async states(): Promise<FileStates> {
    const states = new Map<string, FileState>(this.#ignoreFiles)
    for (const opened of this.#contexts.values()) {
      const { reader, directory } = await opened
      for (const [path, state] of reader.states?.() ?? [])
        states.set(isAbsolute(path) ? path : directory === '.' ? path || '.' : join(directory, path), state)
    }
    return states
  }

  async #file(question: FileQuestion): Promise<Answer> {
    const { context, ...asked } = question
    let opened = this.#contexts.get(context)
    if (opened === undefined) {
      opened = this.#open(context)
      this.#contexts.set(context, opened)
    }
    const { reader, directory, ignoredIn } = await opened
    if (asked.kind === 'hash') {
      if (context === '') refuseOwnStore(this.#store, asked.path, asked.position, ignoredIn)
      refuseUnnamed(asked.path, asked, ignoredIn)
      const { source, position, path } = asked
      const last = this.taken.at(-1)
      const isSame = last !== undefined && last.position === position && last.source === source
      if (isSame && last.context === context) last.paths.push(path)
      else
        this.taken.push({
          context,
          source,
          position,
          directory,
          ignoredIn,
          paths: [path],
          sizeOf: reader.sizeOf ?? noSize,
        })
    }
    return reader.answer(asked)
  }

  async #open(name: string): Promise<OpenContext> {
    const { cwd, context, contexts } = this.#build
    const directory = name === '' ? context : (contexts.get(name) ?? '')
    const loaded = name === '' ? this.#loaded : undefined
    const ignore = await loadIgnore(this.#world, cwd, directory, loaded, this.#ignoreFiles)
    const own = name === '' ? this.#store : undefined
    const reader = this.#world.files.openContext(resolve(cwd, directory), ignore, {
      own,
      turn: this.#world.turn,
    })
    return { reader, directory, ignoredIn: ignoreFile(directory, loaded) }
  }
}

interface OpenContext {
  readonly reader: ContextReader
  /** As the user wrote it. */
  readonly directory: string
  /** The ignore file over it, as the user would write its path. */
  readonly ignoredIn: string
}

const noSize = () => 0

/** Resolves a reference to the manifest and config of one platform. */
async function resolveUpstream(registry: Upstreams, question: ImageQuestion): Promise<UpstreamImage> {
  const reference = parseReference(question.reference, question.position)
  const platform = parsePlatform(question.platform, question.position)
  const top = reference.digest ?? reference.tag ?? 'latest'
  const { digest, config } = await resolveImage(registry, reference, top, platform, {
    notFound: () => unknownUpstream(question),
    noPlatform: platforms => noPlatform(question, platforms),
  })
  // Of an image that is no index nobody asked what it runs on. Its system decides how BuildKit reads what follows.
  if (config.os.toLowerCase() === 'windows') throw noPlatform(question, [formatPlatform(configPlatform(config))])
  return { digest, config }
}

function noPlatform({ reference, platform, position }: ImageQuestion, found: readonly string[]): BasehitError {
  if (found.length > 0 && found.every(each => each.startsWith('windows/'))) {
    const fact = `${reference} has images for Windows only: Windows images are not supported`
    return new BasehitError('BH096', fact, { position, remedy: 'use an image for Linux' })
  }
  const shown = found.length > 8 ? [...found.slice(0, 8), '…'] : found
  const has = shown.length === 0 ? '' : ` (${shown.join(', ')})`
  return new BasehitError('BH096', `${reference} has no image for ${platform}`, {
    position,
    remedy: `build for a platform it has${has}, or take another image`,
  })
}

function unknownUpstream(question: ImageQuestion): BasehitError {
  return new BasehitError('BH095', `upstream image ${question.reference} not found`, {
    position: question.position,
    remedy: 'check its name and tag, and that this run may read it',
  })
}
