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
