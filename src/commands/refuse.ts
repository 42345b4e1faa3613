import { toError } from '../bases/registry/fault.ts'
import { BasehitError } from '../errors.ts'
import type { Outcome } from '../plan/decide.ts'

/** The error that ends a run whose probe leads nowhere. */
export function refuse(tag: string, outcome: Outcome): BasehitError {
  if ('fault' in outcome) return toError(outcome.fault)
  if (outcome.kind === 'foreign') {
    return new BasehitError('BH090', `${tag} is there, but Basehit did not make it for this: ${outcome.detail}`, {
      remedy: 'remove the tag, or choose another base-repository',
    })
  }
  if (outcome.kind === 'untrusted') {
    return new BasehitError('BH091', `${tag} is not trusted: ${outcome.detail}`, {
      remedy: 'rebuild it in a trusted run',
    })
  }
  throw new TypeError(`${outcome.kind} is not a reason to stop`)
}
