import { parse } from 'csv-parse/sync'
import { BasehitError } from '../errors.ts'

/** How a list is written. */
export interface ListForm {
  /** `part` entries at commas as well as at line breaks, or `keep` commas in their entry. */
  readonly commas: 'part' | 'keep'
  /** `hold` an entry together, line breaks and commas included, or `keep` them as characters of it. */
  readonly quotes: 'hold' | 'keep'
  /** `trim` white space around an entry, or `keep` it. */
  readonly spaces: 'trim' | 'keep'
}

/**
 * Reads a list as docker/build-push-action does: CSV records, empty entries dropped. Throws BH078 if a quote is not closed.
 * A quoted record of one field is still parted at its commas.
 * docker/actions-toolkit: src/util.ts, getList.
 */
export function readList(name: string, text: string, form: ListForm): readonly string[] {
  const trimmed = form.spaces === 'trim' ? text.trim() : text
  if (trimmed === '') return []
  const entries = records(name, trimmed, form.quotes).flatMap(record => {
    if (form.commas === 'keep') return [record.join(',')]
    return record.length === 1 ? (record[0] ?? '').split(',') : record
  })
  return entries.map(entry => (form.spaces === 'trim' ? entry.trim() : entry)).filter(entry => entry !== '')
}

function records(name: string, text: string, quotes: ListForm['quotes']): string[][] {
  try {
    return parse(text, {
      columns: false,
      relaxQuotes: true,
      relaxColumnCount: true,
      skipEmptyLines: true,
      ...(quotes === 'keep' ? { quote: false } : {}),
    })
  } catch {
    // The parser's own message shows the text, which may be a secret.
    throw new BasehitError('BH078', `the input \`${name}\` has a double quote that is not closed`, {
      remedy: 'close the quote, or write `""` for a quote inside a quoted entry',
    })
  }
}
