import { endGroup, info, notice, startGroup, warning } from '@actions/core'
import type { Event } from '../report/events.ts'
import { eventLines } from '../report/text.ts'

/** Writes events to the job's log: a build is a group, notices and warnings are annotations. */
export class Reporter {
  /** What the summary repeats. */
  readonly notices: string[] = []
  /** The digests found so far, for a run that fails later. */
  readonly digests: string[] = []
  #isGroupOpen = false

  readonly report = (event: Event): void => {
    if (event.kind === 'lowered') this.digests.push(event.digest)
    if (event.kind === 'notice' || event.kind === 'warning') {
      this.#remark(event.kind, event.message)
      return
    }
    const [first, ...rest] = eventLines(event, Date.now()).map(inert)
    if (first === undefined) return
    if (event.kind !== 'step' && event.kind !== 'log') this.closeGroup()
    if (event.kind === 'build-started') this.#openGroup(first)
    else info(first)
    for (const line of rest) info(line)
  }

  /** Ends the group of a build that is over, or that failed. */
  closeGroup(): void {
    if (this.#isGroupOpen) endGroup()
    this.#isGroupOpen = false
  }

  #openGroup(title: string): void {
    startGroup(title)
    this.#isGroupOpen = true
  }

  #remark(kind: 'notice' | 'warning', message: string): void {
    this.notices.push(message)
    if (kind === 'notice') notice(message)
    else warning(message)
  }
}

/** A line that the runner does not take for a command: what a build prints may begin with `::` or hold `##[`. */
export function inert(line: string): string {
  return line.replace(/^(\s*)::/, '$1\u200b::').replaceAll('##[', '##\u200b[')
}
