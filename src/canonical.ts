/**
 * Prints a value as canonical JSON: object keys in code-point order, no insignificant space, integers only,
 * well-formed Unicode only. Absent fields (`undefined`) are left out. Equal values have equal bytes everywhere.
 * @throws TypeError on what canonical JSON cannot hold.
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === 'boolean') return String(value)
  if (typeof value === 'string') return canonicalString(value)
  if (typeof value === 'number') {
    if (!Number.isSafeInteger(value)) throw new TypeError(`canonical JSON holds integers only, not ${value}`)
    return String(value)
  }
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (typeof value === 'object') return canonicalObject(value)
  throw new TypeError(`canonical JSON cannot hold a ${typeof value}`)
}

/** How many small elements of a long array are one piece. */
const slice = 256

/** Prints the same in pieces, so that a value of a million parts need not be one text, nor one moment. */
export function* canonicalPieces(value: unknown): Generator<string, undefined, undefined> {
  if (Array.isArray(value)) {
    yield '['
    for (let at = 0; at < value.length; ) {
      if (at > 0) yield ','
      const start = at
      while (at < value.length && at - start < slice && isFlat(value[at])) at++
      if (at > start) yield value.slice(start, at).map(canonicalJson).join(',')
      else yield* canonicalPieces(value[at++])
    }
    yield ']'
  } else if (typeof value === 'object' && value !== null) {
    yield '{'
    for (const [index, [key, field]] of fieldsOf(value).entries()) {
      yield `${index > 0 ? ',' : ''}${canonicalString(key)}:`
      yield* canonicalPieces(field)
    }
    yield '}'
  } else yield canonicalJson(value)
}

/** Whether a value holds no other that holds more. */
function isFlat(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return true
  return !Array.isArray(value) && Object.values(value).every(field => typeof field !== 'object' || field === null)
}

function canonicalString(text: string): string {
  if (!text.isWellFormed()) throw new TypeError('canonical JSON holds well-formed Unicode only')
  return JSON.stringify(text)
}

function canonicalObject(object: object): string {
  return `{${fieldsOf(object)
    .map(([key, value]) => `${canonicalString(key)}:${canonicalJson(value)}`)
    .join(',')}}`
}

function fieldsOf(object: object): [string, unknown][] {
  return Object.entries(object)
    .filter(([, value]) => value !== undefined)
    .sort(([a], [b]) => compareCodePoints(a, b))
}

/** Orders strings by code point, which is the order of their UTF-8 bytes. Never by locale. */
export function compareCodePoints(a: string, b: string): number {
  const length = Math.min(a.length, b.length)
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i)
    const y = b.charCodeAt(i)
    if (x !== y) return rank(x) - rank(y)
  }
  return a.length - b.length
}

/** Surrogates stand for code points above U+FFFF, so they come after the rest of the basic plane. */
function rank(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit
}
