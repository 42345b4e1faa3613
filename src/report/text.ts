import type { BasehitError } from '../errors.ts'
import type { Decision } from '../plan/decide.ts'
import { formatPosition } from '../position.ts'
import type { Change } from '../recipe/changes.ts'
import { mostListed } from './capped.ts'
import type { Event } from './events.ts'

/** An event as lines of a log, none of which holds a line break or a control character. Empty for what a log need not hold. */
export function eventLines(event: Event, now: number): string[] {
  return linesOf(event, now).map(oneLine)
}

/** Text in which foreign words begin no new line and steer no terminal. */
function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ')
}

function linesOf(event: Event, now: number): string[] {
  switch (event.kind) {
    case 'lowered':
      return []
    case 'decided':
      return [
        `base ${event.name} (${event.platform}): ${decisionText(event.decision, now)}`,
        `  dependency digest ${event.digest}`,
      ]
    case 'changed':
      return changeLines(event.changes)
    case 'build-started':
      return [event.why === 'app' ? `building the ${event.what}` : `building the ${event.what} (${event.why})`]
    case 'step':
      return stepLines(event)
    case 'log':
      return [`    ${event.line}`]
    case 'published':
      return [`published ${event.reference}`, `  as ${event.tag.slice(0, 17)}… in ${seconds(event.durationMs)}`]
    case 'adopted':
      return [
        `another run was first: using ${event.reference}${event.wastedMs > 0 ? `, ${seconds(event.wastedMs)} of building here were not needed` : ''}`,
      ]
    case 'app-built':
      return [`app built in ${seconds(event.durationMs)}${event.digest ? `: ${event.digest}` : ''}`]
    case 'notice':
      return [`note: ${event.message}`]
    case 'warning':
      return event.fault === undefined ? [`warning: ${event.message}`] : faultLines('warning', event.fault)
  }
}

/** Steps of BuildKit's own that say nothing about the build. */
const housekeeping =
  /^(\[(\S+ )*internal\]|\[(\S+ )?context |docker-image:\/\/|oci-layout:\/\/|resolve image config|resolving provenance|\[.*\] LINK )/

function stepLines(event: Event & { kind: 'step' }): string[] {
  if (event.state === 'started' || (event.state !== 'failed' && housekeeping.test(event.name))) return []
  const time = event.durationMs === undefined || event.state === 'cached' ? '' : ` ${seconds(event.durationMs)}`
  return [`  ${event.state === 'done' ? '' : `${event.state.toUpperCase()} `}${event.name}${time}`]
}

/** A decision in one line: what, and for a hit how old it is and what it saved. */
export function decisionText(decision: Decision, now: number): string {
  if (decision.kind === 'refuse') return `stop (${decision.outcome.kind})`
  if (decision.kind === 'build') return `build (${decision.why})`
  if (decision.kind === 'inline') return `build for this run alone (${decision.why})`
  const { created, durationMs } = decision.base
  if (decision.builtBy === 'this-run') return 'use (built by this run)'
  const saved = durationMs === undefined ? '' : `, saves ${seconds(durationMs)}`
  return `reuse (made ${age(now - Date.parse(created))} ago${saved})`
}

/** Changes as an aligned list of at most 50: what differs, from what to what. */
export function changeLines(changes: readonly Change[]): string[] {
  if (changes.length === 0) return ['  no recorded fact differs from the last base']
  const shown = changes.slice(0, mostListed)
  const width = Math.min(44, Math.max(...shown.map(change => shorten(change.subject).length)))
  return [
    `  ${changes.length} ${changes.length === 1 ? 'change' : 'changes'} since the last base:`,
    ...shown.map(change => `    ${shorten(change.subject).padEnd(width)}  ${changeText(change)}`),
    ...(changes.length > shown.length ? [`    … and ${changes.length - shown.length} more`] : []),
  ]
}

/** What became of one subject. */
export function changeText(change: Change): string {
  if (
    change.change === 'changed' &&
    change.before !== undefined &&
    change.after !== undefined &&
    change.kind !== 'run'
  ) {
    const [before, after] = [brief(change.before), brief(change.after)]
    if (before !== after) return `${before} → ${after}`
  }
  return change.change
}

function shorten(text: string): string {
  const flat = text.replace(/\s+/g, ' ')
  return flat.length > 72 ? `${flat.slice(0, 71)}…` : flat
}

/** Digests are told by their first digits. */
function brief(value: string): string {
  return shorten(value.replace(/([0-9a-f]{8})[0-9a-f]{56}/g, '$1…'))
}

/** An error as `error[BH000]: what`, its place and its remedy on lines of their own; more lines of its text are indented. */
export function errorLines(error: BasehitError): string[] {
  return faultLines('error', error).map(oneLine)
}

function faultLines(severity: 'error' | 'warning', { code, message, position, remedy }: BasehitError): string[] {
  const [first = '', ...more] = message.split('\n')
  return [
    `${severity}[${code}]: ${first}`,
    ...more.map(line => `  ${line}`),
    ...(position === undefined ? [] : [`  at ${formatPosition(position)}`]),
    ...(remedy === undefined ? [] : [`  ${remedy}`]),
  ]
}

/** A fault that stops nothing, as an event. Its message alone holds place, fact, remedy and code too. */
export function warningOf(fault: BasehitError): Event {
  const { code, message, position, remedy } = fault
  const place = position === undefined ? '' : `${formatPosition(position)}: `
  return { kind: 'warning', message: `${place}${[message, remedy].filter(Boolean).join('; ')} (${code})`, fault }
}

/** Milliseconds as seconds or minutes. */
export function seconds(milliseconds: number): string {
  if (milliseconds < 59_950) return `${(milliseconds / 1000).toFixed(1)} s`
  const whole = Math.round(milliseconds / 1000)
  return `${Math.floor(whole / 60)} min ${whole % 60} s`
}

/** A span of time in its largest fitting unit. */
export function age(milliseconds: number): string {
  const minutes = Math.max(0, Math.floor(milliseconds / 60_000))
  if (minutes < 60) return `${minutes} min`
  if (minutes < 48 * 60) return `${Math.floor(minutes / 60)} h`
  return `${Math.floor(minutes / 1440)} days`
}

/** Bytes in decimal units. */
export function bytes(count: number): string {
  if (count < 1e6) return `${(count / 1e3).toFixed(1)} kB`
  if (count < 1e9) return `${(count / 1e6).toFixed(1)} MB`
  return `${(count / 1e9).toFixed(2)} GB`
}
