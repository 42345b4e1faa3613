import { endGroup, info, notice, startGroup, warning } from '@actions/core'
import { printable } from '../buildx/printable.ts'
import type { Event } from '../report/events.ts'
import { Redactor } from '../report/redact.ts'
import { eventLines } from '../report/text.ts'
import { annotationOf } from './failure.ts'

/** The most changes that stand in the log outside a group. */
const mostUnfolded = 10

/**
 * Writes events to the job's log: a build is a group, notices and warnings are annotations. Nothing that it writes of
 * others is a command to the runner, and no secret is in it.
 */
export class Reporter {
  /** What the summary repeats. */
  readonly notices: string[] = []
  /** The digests found so far, for a run that fails later. */
  readonly digests: string[] = []
  /** Hides the secrets of the run as they become known. */
  readonly redactor = new Redactor(printable)
  readonly #workspace: string
  #isGroupOpen = false

  /** Places of warnings are relative to `workspace`. */
  constructor(workspace: string) {
    this.#workspace = workspace
  }

  readonly report = (event: Event): void => {
    if (event.kind === 'lowered') this.digests.push(event.digest)
    if (event.kind === 'notice' || event.kind === 'warning') {
      this.#remark(event)
      return
    }
    const [first, ...rest] = eventLines(event, Date.now()).map(line => this.safe(line))
    if (first === undefined) return
    if (event.kind !== 'step' && event.kind !== 'log') this.closeGroup()
    // A few changes are to be seen at once; a long list is folded under its count.
    const isFolded = event.kind === 'changed' && rest.length > mostUnfolded
    if (event.kind === 'build-started' || isFolded) this.#openGroup(first)
    else info(first)
    for (const line of rest) info(line)
    if (isFolded) this.closeGroup()
  }

  /** Ends the group of a build that is over, or that failed. */
  closeGroup(): void {
    if (this.#isGroupOpen) endGroup()
    this.#isGroupOpen = false
  }

  /** Text fit for the log: without secrets, and without anything that the runner would take for a command. */
  safe(text: string): string {
    return printable(this.redactor.hide(text))
  }

  #openGroup(title: string): void {
    startGroup(title)
    this.#isGroupOpen = true
  }

  #remark(event: Extract<Event, { kind: 'notice' | 'warning' }>): void {
    this.notices.push(this.safe(event.message))
    if (event.kind === 'notice') {
      notice(this.safe(event.message))
    } else if (event.fault === undefined) {
      warning(this.safe(event.message))
    } else {
      const { message, properties } = annotationOf(event.fault, this.#workspace)
      warning(this.safe(message), properties)
    }
  }
}
