import { BasehitError } from '../errors.ts'
import { clip } from './characters.ts'
import type { ExpandOptions } from './words.ts'

/** A BH027 about a word that cannot be expanded. */
export function expansionFault(word: string, fact: string, { position }: ExpandOptions, remedy?: string): BasehitError {
  return new BasehitError('BH027', `cannot expand ${JSON.stringify(clip(word))}: ${fact}`, { position, remedy })
}

/** A BH027 about an operator that no substitution has. */
export function unsupportedOperator(word: string, operator: string, options: ExpandOptions): BasehitError {
  const fact = `${JSON.stringify(operator)} is not an operator of a substitution`
  return expansionFault(word, fact, options, 'use one of :- - :+ + :? ? # ## % %% / //')
}

/** A BH027 about a pattern of a substitution. */
export function invalidPattern(word: string, pattern: string, options: ExpandOptions): BasehitError {
  const fact = `${JSON.stringify(pattern)} is not a pattern: a backslash stands before *, ?, \\, / or }`
  return expansionFault(word, fact, options, 'remove the backslash, or double it')
}

/** A BH027 about a variable that `${NAME:?message}` or `${NAME?message}` demands. */
export function requiredFault(
  word: string,
  { name, value, message }: { readonly name: string; readonly value: string | undefined; readonly message: string },
  options: ExpandOptions,
): BasehitError {
  const fact = `${name} is ${value === undefined ? 'not set' : 'empty'}${message === '' ? '' : `: ${message}`}`
  const remedy = `give ${name} in build-args`
  if (options.owner === undefined) return expansionFault(word, fact, options, remedy)
  return new BasehitError('BH027', `${options.owner}: ${fact}`, { position: options.position, remedy })
}
