/** A Go literal as a value: elements with keys become an object, elements without become an array. */
export type GoValue = string | number | boolean | null | GoValue[] | { [key: string]: GoValue }

/** Reads the composite literal that follows the first `marker` after `section` in a Go source file. */
export function readGoLiteral(source: string, section: string, marker: string): GoValue {
  const start = source.indexOf(section)
  const at = start < 0 ? -1 : source.indexOf(marker, start)
  if (at < 0) throw new Error(`${JSON.stringify(marker)} after ${JSON.stringify(section)} is not in the Go source`)
  return new LiteralReader(source, at + marker.length).readValue()
}

/** Reads the rows of `name := []struct {…}{…}`, the first after `section`, in a Go source file. */
export function readGoTable<Row>(source: string, section: string, name: string): Row[] {
  const start = source.indexOf(`${name} := []struct {`, source.indexOf(section))
  const rows = source.indexOf('}{', start)
  if (start < 0 || rows < 0)
    throw new Error(`the table ${name} after ${JSON.stringify(section)} is not in the Go source`)
  return new LiteralReader(source, rows + 1).readValue() as unknown as Row[]
}

/** Reads just enough of Go's syntax for tables of test cases. */
class LiteralReader {
  readonly #source: string
  #at: number

  constructor(source: string, at: number) {
    this.#source = source
    this.#at = at
  }

  readValue(): GoValue {
    this.#skipSpace()
    if (this.#take('&')) return this.readValue()
    const string = this.#match(/"(?:[^"\\\n]|\\.)*"|`[^`]*`/y)
    if (string !== undefined) return unquote(string)
    const number = this.#match(/-?[0-9]+/y)
    if (number !== undefined) return Number(number)
    this.#skipType()
    if (this.#source[this.#at] === '{') return this.#readElements()
    const name = this.#match(/[A-Za-z_][\w.]*/y)
    if (name === 'nil') return null
    if (name === 'true' || name === 'false') return name === 'true'
    if (name !== undefined && this.#take('(')) {
      const argument = this.readValue()
      this.#skipSpace()
      this.#take(')')
      return argument
    }
    throw new Error(`unexpected Go: ${this.#source.slice(this.#at, this.#at + 40)}`)
  }

  #readElements(): GoValue {
    this.#at++
    const list: GoValue[] = []
    const fields: { [key: string]: GoValue } = {}
    let isKeyed = false
    for (;;) {
      this.#skipSpace()
      if (this.#take('}')) return isKeyed ? fields : list
      const field = this.#match(/[A-Za-z]\w*(?=:)/y)
      const value = field ?? this.readValue()
      this.#skipSpace()
      if (this.#take(':')) {
        isKeyed = true
        fields[String(value)] = this.readValue()
        this.#skipSpace()
      } else list.push(value)
      this.#take(',')
    }
  }

  #skipType(): void {
    if (this.#match(/(?:\[\]|map\[\w+\])*(?:struct\s*\{[^}]*\}|[A-Za-z]\w*(?:\.\w+)?)(?=\{)/y) !== undefined) return
    this.#match(/(?:\[\])+[A-Za-z]\w*(?=\{)/y)
  }

  #skipSpace(): void {
    while (this.#match(/\s+|\/\/[^\n]*/y) !== undefined);
  }

  #take(character: string): boolean {
    if (this.#source[this.#at] !== character) return false
    this.#at++
    return true
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at
    const found = pattern.exec(this.#source)?.[0]
    this.#at += found?.length ?? 0
    return found
  }
}

function unquote(literal: string): string {
  if (literal.startsWith('`')) return literal.slice(1, -1)
  return JSON.parse(literal) as string
}
