import { trimStart } from './characters.ts'

/** Deeper JSON is not JSON for Go's decoder. */
const maxDepth = 10_000

/**
 * Reads JSON as Go's encoding/json does: undefined when it is not JSON, when a number is too large for a float64 and
 * when it is nested too deep; a lone surrogate escape becomes U+FFFD.
 */
export function parseJsonValue(text: string): unknown {
  if (!/^[\t\n\r ]*[[{]/.test(text) || depth(text) > maxDepth) return undefined
  try {
    const value: unknown = JSON.parse(text)
    return hasInfinity(value) ? undefined : value
  } catch {
    return undefined
  }
}

/** The strings of a JSON array, or why there are none. BuildKit: parser/line_parsers.go parseJSON. */
export function parseJsonStrings(text: string): readonly string[] | 'not-json' | 'not-strings' {
  const body = trimStart(text)
  if (!body.startsWith('[')) return 'not-json'
  const value = parseJsonValue(body)
  if (!Array.isArray(value)) return 'not-json'
  const strings: string[] = []
  for (const element of value as unknown[]) {
    if (typeof element !== 'string') return 'not-strings'
    strings.push(element.toWellFormed())
  }
  return strings
}

/** The first element of a JSON array that is not a string: its number from 1, and its JSON. */
export function findNonString(text: string): { readonly number: number; readonly json: string } | undefined {
  const value = parseJsonValue(trimStart(text))
  const elements: readonly unknown[] = Array.isArray(value) ? value : []
  const index = elements.findIndex(element => typeof element !== 'string')
  return index < 0 ? undefined : { number: index + 1, json: JSON.stringify(elements[index]) }
}

function depth(text: string): number {
  let current = 0
  let deepest = 0
  let isInString = false
  for (let index = 0; index < text.length; index++) {
    const character = text[index]
    if (isInString) {
      if (character === '\\') index++
      else if (character === '"') isInString = false
    } else if (character === '"') isInString = true
    else if (character === '[' || character === '{') deepest = Math.max(deepest, ++current)
    else if (character === ']' || character === '}') current--
  }
  return deepest
}

function hasInfinity(root: unknown): boolean {
  const pending = [root]
  while (pending.length > 0) {
    const value = pending.pop()
    if (typeof value === 'number' && !Number.isFinite(value)) return true
    if (typeof value === 'object' && value !== null) for (const child of Object.values(value)) pending.push(child)
  }
  return false
}
