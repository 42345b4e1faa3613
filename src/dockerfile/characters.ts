const space = /^[\t\n\v\f\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]$/

/** True for the characters that Go's unicode.IsSpace knows. */
export function isSpace(character: string): boolean {
  return (character <= ' ' || character >= '\u007f') && space.test(character)
}

const leadingSpace = /^[\t\n\v\f\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/

/** Removes leading space as Go's unicode.IsSpace defines it. */
export function trimStart(text: string): string {
  return text.replace(leadingSpace, '')
}

/** Removes leading and trailing space as Go's unicode.IsSpace defines it. */
export function trimSpace(text: string): string {
  let end = text.length
  while (end > 0 && isSpace(text.charAt(end - 1))) end--
  return trimStart(text.slice(0, end))
}

/** Lower case one character at a time, as Go's strings.ToLower does: no context, no growth. */
export function lowerCase(text: string): string {
  return Array.from(text, character => (character === 'İ' ? 'i' : character.toLowerCase())).join('')
}

/** Orders strings by code point, which is the order of their UTF-8 bytes. */
export function compareCodePoints(a: string, b: string): number {
  const left = Array.from(a)
  const right = Array.from(b)
  for (const [index, character] of left.entries()) {
    const other = right[index]
    if (other === undefined) return 1
    if (character !== other) return (character.codePointAt(0) ?? 0) - (other.codePointAt(0) ?? 0)
  }
  return left.length - right.length
}

/** Shortens a text for a message. */
export function clip(text: string): string {
  return text.length <= 200 ? text : `${text.slice(0, 200).toWellFormed()}…`
}
