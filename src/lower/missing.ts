import type { Dockerfile } from '../dockerfile/instructions.ts'

/** A variable that gives a word nothing. */
export interface Missing {
  readonly name: string
  readonly is: 'not set' | 'empty'
}

/** Says which variables are missing, as the end of a message: `: A is not set`; empty when none is. */
export function describeMissing(missing: readonly Missing[]): string {
  const facts = [...new Set(missing.map(({ name, is }) => `${name} is ${is}`))]
  return facts.length === 0 ? '' : `: ${facts.join(', ')}`
}

/** Notes every variable of a word that is not set or is empty: the `onRead` of an expansion. */
export function noteMissing(missing: Missing[]): (name: string, value: string | undefined) => void {
  return (name, value) => {
    if (!value) missing.push({ name, is: value === undefined ? 'not set' : 'empty' })
  }
}

/** What to do about variables that give a FROM nothing: build-args count where an ARG before the first FROM declares them. */
export function missingRemedy({ globalArgs }: Dockerfile, missing: readonly Missing[]): string {
  const declared = new Set(globalArgs.flatMap(({ args }) => args.map(({ name }) => name)))
  const undeclared = [...new Set(missing.map(({ name }) => name))].filter(name => !declared.has(name))
  if (undeclared.length === 0) return 'give the ARG a default before the first FROM, or pass it in build-args'
  const lines = undeclared.map(name => `\`ARG ${name}\``).join(' and ')
  return `declare ${lines} before the first FROM, with a default or its value in build-args`
}
