import type { Ranges } from './automaton.ts'

/** The last code point there is. */
export const lastPoint = 0x10ffff

/** A letter or digit: a backslash before any other character of ASCII makes it stand for itself. */
export const letters = /[0-9A-Za-z]/

function ranges(text: string): Ranges {
  const points = Array.from(text, character => character.codePointAt(0) ?? 0)
  return points.flatMap((low, index) => (index % 2 === 0 ? [[low, points[index + 1] ?? low] as const] : []))
}

export const digits = ranges('09')
export const words = ranges('09AZ__az')
/** Without the vertical tab, as Go has `\s`. */
export const spaces = ranges('\t\n\f\r  ')

/** The classes of `[[:name:]]`. Go: regexp/syntax, posix_groups. */
export const posixSets: Readonly<Record<string, Ranges>> = {
  alnum: ranges('09AZaz'),
  alpha: ranges('AZaz'),
  ascii: ranges('\0\x7f'),
  blank: ranges('\t\t  '),
  cntrl: ranges('\0\x1f\x7f\x7f'),
  digit: digits,
  graph: ranges('!~'),
  lower: ranges('az'),
  print: ranges(' ~'),
  punct: ranges('!/:@[`{~'),
  space: ranges('\t\r  '),
  upper: ranges('AZ'),
  word: words,
  xdigit: ranges('09AFaf'),
}

/** Every code point that is in none of the ranges. */
export function complement(given: Ranges): Ranges {
  const others: Ranges[number][] = []
  let next = 0
  for (const [low, high] of [...given].sort(([one], [other]) => one - other)) {
    if (low > next) others.push([next, low - 1])
    next = Math.max(next, high + 1)
  }
  if (next <= lastPoint) others.push([next, lastPoint])
  return others
}
