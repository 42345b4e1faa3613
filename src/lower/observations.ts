import { canonicalJson } from '../canonical.ts'
import type { ManifestDigest } from '../image/digest.ts'
import type { Answer, Asking, ImageQuestion, Question, UpstreamImage } from './questions.ts'

/** Answers about images by the question's canonical JSON: what was seen outside, kept to be seen again. */
export type Observations = ReadonlyMap<string, UpstreamImage>

/** The key an observation is kept under. */
export function observationKey({ kind, reference, platform }: ImageQuestion): string {
  return canonicalJson({ kind, reference, platform })
}

/** What was seen, image by image. */
export function observedImages(observations: Observations): {
  readonly reference: string
  readonly platform: string
  readonly digest: ManifestDigest
}[] {
  return [...observations].map(([key, { digest }]) => {
    const { reference, platform } = JSON.parse(key) as ImageQuestion
    return { reference, platform, digest }
  })
}

/** Drives a computation to its end, answering each question. */
export async function answerAll<Result>(
  asking: Asking<Result>,
  answer: (question: Question) => Promise<Answer> | Answer,
): Promise<Result> {
  let step = asking.next()
  while (!step.done) step = asking.next(await answer(step.value))
  return step.value
}
