import { canonicalJson } from '../canonical.ts'
import type { Answer, Asking, ImageQuestion, Question, UpstreamImage } from './questions.ts'

/** Answers about images by the question's canonical JSON: what was seen outside, kept to be seen again. */
export type Observations = ReadonlyMap<string, UpstreamImage>

/** The key an observation is kept under. */
export function observationKey(question: ImageQuestion): string {
  return canonicalJson(question)
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
