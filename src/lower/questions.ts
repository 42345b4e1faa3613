import type { ContextAnswer, ContextQuestion } from '../context/selection.ts'
import type { ImageConfig } from '../image/config.ts'
import type { ManifestDigest } from '../image/digest.ts'
import type { Position } from '../position.ts'

/** What lowering asks of the outside. Every question is data, so that its answer can be kept and given again. */
export type Question = FileQuestion | ImageQuestion

/** A question about a path of the build context (`context: ''`) or of a local named context. */
export type FileQuestion = ContextQuestion & { readonly context: string }

/** Which image a reference names for one platform. */
export interface ImageQuestion {
  readonly kind: 'image'
  /** A full reference: registry/repository:tag or @digest. */
  readonly reference: string
  /** `os/arch[/variant]`. */
  readonly platform: string
  /** Where it is named, for errors; it is no part of the question's identity. */
  readonly position?: Position
}

export type Answer = ContextAnswer | UpstreamImage

/** An upstream as found in a registry, for one platform. */
export interface UpstreamImage {
  /** The manifest of the platform asked for, never an index. */
  readonly digest: ManifestDigest
  readonly config: ImageConfig
}

/** A computation that asks questions and ends with a result. */
export type Asking<Result> = Generator<Question, Result, Answer>

/** Asks which image a reference names. */
export function* askImage(reference: string, platform: string, position: Position): Asking<UpstreamImage> {
  return (yield { kind: 'image', reference, platform, position }) as UpstreamImage
}

/** Lets a selection of paths ask its questions of one context. */
export function* inContext<Result>(
  context: string,
  selection: Generator<ContextQuestion, Result, ContextAnswer>,
): Asking<Result> {
  let step = selection.next()
  while (!step.done) {
    step = selection.next((yield { ...step.value, context }) as ContextAnswer)
  }
  return step.value
}
