import type { Receiver } from '../bases/port.ts'
import { isFault, toError } from '../bases/registry/fault.ts'
import { BasehitError } from '../errors.ts'
import { type ImageConfig, parseImageConfig } from '../image/config.ts'
import { digestFromHex, digestOf, type ManifestDigest } from '../image/digest.ts'
import type { ImageManifest } from '../image/manifest.ts'
import { formatPlatform, isSamePlatform } from '../image/platform.ts'
import type { UpstreamImage } from '../lower/questions.ts'
import { type BuildReason, classify, type FoundBase, type Outcome } from '../plan/decide.ts'
import { firstStep, next, type Step, type StepResult } from '../publish/protocol.ts'
import { annotateManifest, recordManifest } from '../publish/manifests.ts'
import type { BaseRecord } from '../recipe/record.ts'
import { baseRequest, verifyRequest } from './requests.ts'
import { pointerTag } from './previous.ts'
import type { Options } from './options.ts'
import { refuse } from './refuse.ts'
import { type LoweredBase, lowerBase, type Plan, type PlannedBase } from './plan.ts'
import { runBuild } from './run-build.ts'
import type { World } from './world.ts'

/** A base that can be used: by manifest digest, never by tag. */
export interface PinnedBase extends LoweredBase {
  readonly manifest: ManifestDigest
  readonly how: 'reused' | 'built' | 'adopted'
  readonly found: FoundBase
}

/** Builds a base and makes it public by the protocol of publish/protocol.ts. */
export async function publishBase(options: Options, world: World, plan: Plan, base: PlannedBase, why: BuildReason): Promise<PinnedBase> {
  const publication = new Publication(options, world, plan, base, why)
  try {
    return await publication.run()
  } finally {
    await publication.release()
  }
}

class Publication {
  readonly #options: Options
  readonly #world: World
  readonly #plan: Plan
  readonly #base: PlannedBase
  readonly #why: BuildReason
  readonly #started: number
  #unlock: (() => Promise<void>) | undefined
  #receiver: Receiver | undefined
  #built: ManifestDigest | undefined
  #durationMs = 0
  #plain: { bytes: Uint8Array; document: ImageManifest; config: ImageConfig } | undefined
  #annotated: { bytes: Uint8Array; digest: ManifestDigest; mediaType: string } | undefined
  #found: FoundBase | undefined

  constructor(options: Options, world: World, plan: Plan, base: PlannedBase, why: BuildReason) {
    this.#options = options
    this.#world = world
    this.#plan = plan
    this.#base = base
    this.#why = why
    this.#started = world.clock.now()
  }

  async run(): Promise<PinnedBase> {
    let step: Step = firstStep
    for (;;) {
      this.#world.signal.throwIfAborted()
      const transition = next(step, await this.#steps[step]())
      if (transition.kind === 'step') step = transition.step
      else return this.#finish(transition.kind)
    }
  }

  async release(): Promise<void> {
    await this.#receiver?.discard()
    await this.#unlock?.()
  }

  readonly #steps: Readonly<Record<Step, () => Promise<StepResult>>> = {
    lock: async () => {
      this.#unlock = await this.#world.leases.take(this.#base.digest, this.#world.signal)
      return 'done'
    },
    'probe-again': () => this.#lookForWinner(),
    'ask-to-push': async () => {
      const right = await this.#plan.store.mayPublish()
      if (right.kind !== 'allowed') throw toError(right)
      return 'done'
    },
    build: () => this.#build(),
    'read-back': () => this.#readBack(),
    'check-blobs': () => this.#checkBlobs(),
    record: () => this.#storeRecord(),
    annotate: () => this.#storeAnnotated(),
    verify: () => this.#verify(),
    'look-again': () => this.#lookAgain(),
    'probe-tag': () => this.#lookForWinner(),
    tag: () => this.#tag(),
    confirm: () => this.#confirm(),
  }

  /** Looks under the tag for a base that another run put there; the one being replaced does not count. */
  async #lookForWinner(): Promise<StepResult> {
    const outcome = await this.#probe()
    if (outcome.kind === 'hit' && outcome.base.manifest !== this.#replaces) {
      this.#found = outcome.base
      return 'found'
    }
    if ('fault' in outcome || outcome.kind === 'foreign' || outcome.kind === 'untrusted') throw refuse(this.#name, outcome)
    return 'done'
  }

  get #name(): string {
    return `${this.#plan.store.name}:${this.#base.tag}`
  }

  get #replaces(): ManifestDigest | undefined {
    return this.#base.decision.kind === 'build' ? this.#base.decision.replaces : undefined
  }

  async #probe(): Promise<Outcome> {
    return classify(await this.#plan.store.manifest(this.#base.tag), {
      digest: this.#base.digest,
      platform: formatPlatform(this.#base.platform),
      maxAge: this.#options.base.maxAge,
      now: this.#world.clock.now(),
    })
  }

  async #build(): Promise<StepResult> {
    const receiver = await this.#plan.store.receive()
    this.#receiver = receiver
    const fresh = this.#why === 'expired' || this.#why === 'rebuild'
    const request = baseRequest(this.#options, this.#plan, this.#base, receiver.output, fresh)
    const what = `base ${this.#base.name} for ${formatPlatform(this.#base.platform)}`
    const result = await runBuild(this.#world, this.#options, request, what, this.#why)
    if (result.digest === undefined) throw new BasehitError('BH105', `buildx did not say which image it stored for ${what}`)
    this.#built = result.digest as ManifestDigest
    this.#durationMs = result.durationMs
    await receiver.accept(this.#built)
    return 'done'
  }

  async #readBack(): Promise<StepResult> {
    const { store } = this.#plan
    const answer = await store.manifest(present(this.#built))
    if (isFault(answer)) throw toError(answer)
    if (answer.kind === 'absent') throw unreadable(this.#name, 'the manifest that was just stored is not there')
    if (answer.document.kind !== 'manifest') throw unreadable(this.#name, 'buildx stored an index instead of one image')
    const config = await readConfig(this.#plan, answer.document)
    const { platform } = this.#base
    const stored = { os: config.os, architecture: config.architecture, ...(config.variant ? { variant: config.variant } : {}) }
    if (!isSamePlatform(stored, platform)) {
      throw new BasehitError('BH092', `the base was built for ${formatPlatform(stored)}, not ${formatPlatform(platform)}`, {
        remedy: 'use a builder that can build for this platform',
      })
    }
    this.#plain = { bytes: answer.bytes, document: answer.document, config }
    return 'done'
  }

  async #checkBlobs(): Promise<StepResult> {
    const { document } = present(this.#plain)
    const blobs = [document.config, ...document.layers]
    const answers = await Promise.all(blobs.map(blob => this.#plan.store.hasBlob(blob.digest)))
    for (const [index, answer] of answers.entries()) {
      if (isFault(answer)) throw toError(answer)
      if (answer.kind === 'absent') throw unreadable(this.#name, `the blob ${blobs[index]?.digest} is missing`)
    }
    return 'done'
  }

  async #storeRecord(): Promise<StepResult> {
    const record = new TextEncoder().encode(JSON.stringify(this.#record()))
    const recipe = this.#base.bytes
    const blobs = [
      { digest: digestFromHex(this.#base.digest), bytes: recipe },
      { digest: digestOf(record), bytes: record },
      { digest: digestOf('{}'), bytes: new TextEncoder().encode('{}') },
    ]
    for (const { digest, bytes } of blobs) {
      const stored = await this.#plan.store.putBlob(digest, bytes)
      if (isFault(stored)) throw toError(stored)
    }
    await this.#put(`${this.#base.tag}.record`, recordManifest(recipe, record), 'move')
    return 'done'
  }

  #record(): BaseRecord {
    const { run } = this.#world
    const { lowered, digest, name, platform } = this.#base
    const { document } = present(this.#plain)
    return {
      schema: 'basehit.record/v1',
      dependencyDigest: digest,
      name,
      platform: formatPlatform(platform),
      manifest: present(this.#built),
      created: new Date(this.#world.clock.now()).toISOString(),
      durationMs: this.#durationMs,
      bytes: sizeOf(document),
      reason: this.#options.base.reason ?? this.#why,
      ...(run.actor ? { actor: run.actor } : {}),
      ...(run.source ? { source: run.source } : {}),
      ...(run.commit ? { commit: run.commit } : {}),
      ...(run.ref ? { ref: run.ref } : {}),
      ...(run.url ? { run: run.url } : {}),
      upstreams: lowered.upstreams.map(({ reference, digest: upstream }) => ({ reference, digest: upstream })),
      places: lowered.places,
      blindSpots: blindSpots(this.#base),
      verified: this.#options.base.verify,
      basehit: run.basehit,
    }
  }

  async #storeAnnotated(): Promise<StepResult> {
    const { bytes, document } = present(this.#plain)
    const annotated = annotateManifest(bytes, {
      dependencyDigest: this.#base.digest,
      platform: formatPlatform(this.#base.platform),
      created: new Date(this.#world.clock.now()).toISOString(),
      durationMs: this.#durationMs,
      bytes: sizeOf(document),
      verify: this.#options.base.verify,
      source: this.#world.run.commit ? `${this.#world.run.source ?? ''}@${this.#world.run.commit}` : this.#world.run.source,
      run: this.#world.run.url,
      reason: this.#options.base.reason ?? this.#why,
    })
    this.#annotated = { bytes: annotated, digest: digestOf(annotated), mediaType: document.mediaType }
    await this.#put(this.#annotated.digest, this.#annotated, 'keep')
    return 'done'
  }

  async #verify(): Promise<StepResult> {
    const { verify } = this.#options.base
    if (verify.length === 0) return 'done'
    const { digest } = present(this.#annotated)
    const request = await verifyRequest(this.#options, this.#world, this.#plan.store.context(digest), this.#base.platform)
    await runBuild(this.#world, this.#options, request, `verify ${this.#base.name}`, this.#why)
    return 'done'
  }

  /** Reads the files once more, with what was seen of images: a file that changed while building stops here. */
  async #lookAgain(): Promise<StepResult> {
    const images = new Map<string, UpstreamImage>(this.#plan.images)
    const again = await lowerBase(this.#options, this.#world, this.#plan.file, this.#base.platform, images)
    if (again.digest === this.#base.digest) return 'done'
    throw new BasehitError('BH048', `files of the base changed during the build (${this.#base.digest} is now ${again.digest}); nothing was tagged`, {
      remedy: 'run again when nothing writes to the context',
    })
  }

  async #tag(): Promise<StepResult> {
    const annotated = present(this.#annotated)
    const stored = await this.#plan.store.putManifest(this.#base.tag, annotated.bytes, annotated.mediaType)
    if (isFault(stored)) throw toError(stored)
    if (stored.kind === 'immutable' && (await this.#lookForWinner()) !== 'found') {
      throw new BasehitError('BH093', `${this.#name} is there already and this registry does not move tags`, {
        remedy: 'set `salt` to a new value: the base then has another digest',
      })
    }
    return 'done'
  }

  /** Reads the tag back until a valid base is under it; registries may need a moment. */
  async #confirm(): Promise<StepResult> {
    const deadline = this.#world.clock.now() + 30_000
    for (let pause = 100; ; pause *= 2) {
      const outcome = await this.#probe()
      if (outcome.kind === 'hit') {
        this.#found = outcome.base
        await this.#point()
        return 'done'
      }
      if (this.#world.clock.now() + pause > deadline) {
        throw unreadable(this.#name, `after publishing, the tag answers "${outcome.kind}"`)
      }
      await this.#world.clock.sleep(pause)
    }
  }

  /** Remembers this base as the newest of its name, so that the next miss can say what changed. */
  async #point(): Promise<void> {
    const answer = await this.#plan.store.manifest(`${this.#base.tag}.record`)
    if (answer.kind !== 'found') return
    const tag = pointerTag(this.#base.name, formatPlatform(this.#base.platform))
    const stored = await this.#plan.store.putManifest(tag, answer.bytes, answer.mediaType)
    if (stored.kind !== 'stored') {
      this.#world.report({ kind: 'notice', message: `${this.#plan.store.name}:${tag} could not be moved: the next miss cannot say what changed` })
    }
  }

  async #put(reference: string, manifest: { bytes: Uint8Array; mediaType: string }, tags: 'move' | 'keep'): Promise<void> {
    const stored = await this.#plan.store.putManifest(reference, manifest.bytes, manifest.mediaType)
    if (isFault(stored)) throw toError(stored)
    if (stored.kind === 'immutable' && tags === 'keep') {
      throw new BasehitError('BH093', `${this.#plan.store.name}@${reference} was refused: ${stored.detail}`)
    }
  }

  #finish(how: 'published' | 'adopted'): PinnedBase {
    const found = present(this.#found)
    const reference = this.#plan.store.reference(found.manifest)
    const durationMs = this.#world.clock.now() - this.#started
    if (how === 'adopted') this.#world.report({ kind: 'adopted', reference, wastedMs: this.#durationMs })
    else this.#world.report({ kind: 'published', reference, tag: this.#base.tag, durationMs })
    return { ...this.#base, manifest: found.manifest, how: how === 'adopted' ? 'adopted' : 'built', found }
  }
}

const configCap = 8 * 1024 * 1024

/** Reads the config of an image in a store. */
export async function readConfig(plan: Pick<Plan, 'store'>, document: ImageManifest): Promise<ImageConfig> {
  const answer = await plan.store.blob(document.config.digest, configCap)
  if (answer.kind === 'found') return parseImageConfig(answer.bytes)
  if (isFault(answer)) throw toError(answer)
  throw unreadable(plan.store.name, `the config ${document.config.digest} is missing`)
}

function sizeOf(document: ImageManifest): number {
  return document.layers.reduce((sum, layer) => sum + layer.size, 0)
}

/** What BuildKit's own keys do not see of this base, in words for the record. */
function blindSpots({ lowered }: LoweredBase): string[] {
  return [
    ...lowered.cacheMounts.map(mount => `content of the cache mount ${mount.id}`),
    ...lowered.secrets.map(id => `content of the secret ${id}`),
    ...(lowered.operations.some(operation => operation.op === 'run' && operation.network !== 'none') ? ['what RUNs read from the network'] : []),
  ]
}

function present<T>(value: T | undefined): T {
  if (value === undefined) throw new TypeError('a step of the protocol ran before the one it needs')
  return value
}

function unreadable(name: string, fact: string): BasehitError {
  return new BasehitError('BH097', `${name}: ${fact}`, { remedy: 'run again; nothing was tagged that is not complete' })
}
