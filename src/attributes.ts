/** The fields of one CSV line, or what is wrong with it. BuildKit: github.com/tonistiigi/go-csvvalue. */
export function splitCsv(text: string): readonly string[] | { readonly fault: string } {
  let rest = text.endsWith('\n') ? text.replace(/\r?\n$/, '') : text
  if (rest === '') return { fault: 'the value is empty' }
  const fields: string[] = []
  for (;;) {
    const quoted = rest.startsWith('"') ? /^"([^"]*(?:""[^"]*)*)"(?=,|$)/.exec(rest) : null
    if (quoted === null) {
      const comma = rest.indexOf(',')
      const field = comma < 0 ? rest : rest.slice(0, comma)
      if (field.includes('"')) return { fault: 'a double quote stands inside a field, or is not closed' }
      fields.push(field)
    } else fields.push((quoted[1] ?? '').replaceAll('""', '"'))
    const consumed = quoted?.[0].length ?? (fields.at(-1) ?? '').length
    if (consumed === rest.length) return fields
    rest = rest.slice(consumed + 1)
  }
}

/** A truth value as Go's strconv.ParseBool reads it; undefined for any other text. */
export function parseBool(text: string): boolean | undefined {
  if (/^(?:1|t|T|TRUE|true|True)$/.test(text)) return true
  return /^(?:0|f|F|FALSE|false|False)$/.test(text) ? false : undefined
}
