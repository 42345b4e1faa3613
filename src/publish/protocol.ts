/**
 * The order in which a base becomes public. At every instant the tag is absent or names a complete, verified image:
 * whatever ends the run before `tag` leaves only untagged content behind.
 */
export const protocol = [
  { step: 'lock', does: 'waits until no other run on this machine builds this base' },
  { step: 'probe-again', does: 'looks whether another run published it meanwhile', mayAdopt: true },
  { step: 'ask-to-push', does: 'asks for the right to publish before the long part' },
  { step: 'build', does: 'builds without a tag, upstreams pinned' },
  { step: 'read-back', does: 'reads the manifest as stored, checks its bytes and its platform' },
  { step: 'check-blobs', does: 'asks for every blob of it' },
  { step: 'record', does: 'stores the recipe, the record and what holds them' },
  { step: 'annotate', does: 'stores the manifest with its annotations, by digest' },
  { step: 'verify', does: 'runs the verify commands on that very manifest' },
  {
    step: 'look-again',
    does: 'reads the files once more: another digest, or a file that was touched, stops here',
    repeats: 'build',
  },
  { step: 'name-record', does: 'tags the record, unless the base that is there has one' },
  { step: 'probe-tag', does: 'looks for a base that another run published meanwhile', mayAdopt: true },
  { step: 'tag', does: 'puts the manifest under its tag, in one request' },
  { step: 'confirm', does: 'waits for others, then reads the tag back: any valid base of it will do', mayAdopt: true },
] as const satisfies readonly ProtocolStep[]

interface ProtocolStep {
  readonly step: string
  readonly does: string
  /** A valid base found in this step ends the protocol. */
  readonly mayAdopt?: true
  /** The step to go on with where this one finds that what was done since must be done once more. */
  readonly repeats?: string
}

/** One step of the protocol. */
export type Step = (typeof protocol)[number]['step']

/** How a step ended; a step that fails throws instead. */
export type StepResult = 'done' | 'found' | 'repeat'

/** What comes after a step: another step, or the end with a base of ours or of another run. */
export type Transition =
  | { readonly kind: 'step'; readonly step: Step }
  | { readonly kind: 'published' }
  | { readonly kind: 'adopted' }

/** The step everything begins with. */
export const firstStep: Step = protocol[0].step

/** The one transition function of the protocol. */
export function next(step: Step, result: StepResult): Transition {
  const at = protocol.findIndex(each => each.step === step)
  const current: ProtocolStep | undefined = protocol[at]
  if (result === 'found') {
    if (current?.mayAdopt) return { kind: 'adopted' }
    throw new TypeError(`${step} cannot find a base`)
  }
  if (result === 'repeat') {
    const again = protocol.find(each => each.step === current?.repeats)
    if (again === undefined) throw new TypeError(`${step} repeats nothing`)
    return { kind: 'step', step: again.step }
  }
  const following = protocol[at + 1]
  return following === undefined ? { kind: 'published' } : { kind: 'step', step: following.step }
}
