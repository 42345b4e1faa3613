/** One way to authenticate that a server offers. RFC 9110 §11.6.1. */
export interface Challenge {
  /** Lower case, such as `bearer`. */
  readonly scheme: string
  /** Names in lower case, values unquoted. */
  readonly parameters: ReadonlyMap<string, string>
}

const token = /[!#$%&'*+\-.^_`|~0-9A-Za-z]+/y
const token68 = /[A-Za-z0-9\-._~+/]+=*(?=\s*(?:,|$))/y
const quoted = /"((?:[^"\\]|\\.)*)"/y

/** Reads a WWW-Authenticate value, several challenges included; undefined if it is malformed. */
export function parseChallenges(header: string): readonly Challenge[] | undefined {
  const text = new Scanner(header)
  const challenges: Challenge[] = []
  text.skipCommas()
  while (!text.atEnd()) {
    const scheme = text.match(token)?.[0]
    if (scheme === undefined) return undefined
    const parameters = readParameters(text)
    if (parameters === undefined) return undefined
    challenges.push({ scheme: scheme.toLowerCase(), parameters })
    text.skipCommas()
  }
  return challenges
}

function readParameters(text: Scanner): Map<string, string> | undefined {
  const parameters = new Map<string, string>()
  // A credential-like word after the scheme, padded or not, is all there is to that challenge.
  if (!text.skipSpaces() || text.atEnd() || text.match(token68) !== undefined) return parameters
  while (!text.atEnd()) {
    const start = text.position
    const name = text.match(token)?.[0]
    text.skipSpaces()
    if (name === undefined || !text.take('=')) {
      // Not `name=`: the next challenge's scheme.
      text.position = start
      return parameters
    }
    text.skipSpaces()
    const value = text.match(quoted)?.[1]?.replace(/\\(.)/g, '$1') ?? text.match(token)?.[0]
    if (value === undefined || parameters.has(name.toLowerCase())) return undefined
    parameters.set(name.toLowerCase(), value)
    if (!text.skipCommas() && !text.atEnd()) return undefined
  }
  return parameters
}

class Scanner {
  position = 0
  readonly #text: string

  constructor(text: string) {
    this.#text = text
  }

  atEnd(): boolean {
    return this.position >= this.#text.length
  }

  match(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.position
    const found = pattern.exec(this.#text)
    if (found === null) return undefined
    this.position = pattern.lastIndex
    return found
  }

  take(character: string): boolean {
    if (this.#text[this.position] !== character) return false
    this.position++
    return true
  }

  skipSpaces(): boolean {
    return this.match(/[ \t]+/y) !== undefined
  }

  /** Passes over spaces and commas; says whether there was a comma. */
  skipCommas(): boolean {
    return this.match(/[ \t,]+/y)?.[0].includes(',') ?? false
  }
}
