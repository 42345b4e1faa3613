import { BasehitError } from '../errors.ts'
import { describeMissing, type Missing } from './missing.ts'
import type { LowerOptions } from './options.ts'
import type { Asking } from './questions.ts'

/**
 * Lets a selection of files say, where one is not found, which directory the context is and which variables of the path
 * are not set. Throws BH034 in place of the selection's own.
 */
export function* describeNotFound<Result>(
  { contextDirectories }: LowerOptions,
  context: string,
  missing: readonly Missing[],
  selection: Asking<Result>,
): Asking<Result> {
  try {
    return yield* selection
  } catch (cause) {
    if (!(cause instanceof BasehitError) || cause.code !== 'BH034') throw cause
    const directory = contextDirectories?.get(context)
    if (directory === undefined && missing.length === 0) throw cause
    const where = directory === undefined ? '' : ` \`${directory}\``
    const { position, remedy } = cause
    throw new BasehitError('BH034', `${cause.message}${where}${describeMissing(missing)}`, {
      position,
      remedy: remedy?.startsWith('did you mean') || missing.length === 0 ? remedy : variableRemedy(missing),
      cause,
    })
  }
}

function variableRemedy(missing: readonly Missing[]): string {
  const names = [...new Set(missing.map(({ name }) => name))]
  return `declare ${names.map(name => `\`ARG ${name}\``).join(' and ')} in this stage, with a default or its value in build-args`
}
