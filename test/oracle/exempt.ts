import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** What the oracles forgive; the file EXEMPT gives the reasons. */
export const exemptions = ['env-order', 'cache-mount-id', 'selection', 'mode-class', 'xattr'] as const
export type Exemption = (typeof exemptions)[number]

/** BuildKit's key of a result: exactly, and with more and more of what EXEMPT lists left out. */
export type Keys = Readonly<Record<'exact' | 'env-order' | 'cache-mount-id' | 'selection', string>>

/** The first exemption under which two keys are one; undefined when they are one as they are, or stay two. */
export function firstExemption(one: Keys | undefined, other: Keys | undefined): Exemption | undefined {
  if (one === undefined || other === undefined || one.exact === other.exact) return undefined
  return (['env-order', 'cache-mount-id', 'selection'] as const).find(level => one[level] === other[level])
}

/** The names that the file EXEMPT lists. */
export function listedExemptions(): string[] {
  const text = readFileSync(join(import.meta.dirname, 'EXEMPT'), 'utf8')
  return text.split('\n').flatMap(each => (each === '' || each.startsWith('#') ? [] : [each.split(/\s/, 1)[0] ?? '']))
}
