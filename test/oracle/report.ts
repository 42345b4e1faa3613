import { constructs } from './constructs.ts'
import { unlisted } from './imprecise.ts'
import { operators } from './operators.ts'
import { type Tally, total } from './tally.ts'

const columns = ['changed', 'same', 'unsound', 'imprecise', 'refused', 'lenient', 'invalid'] as const

/** What a tally says, as a table per operator, reasons and a table of constructs. */
export function printTally(title: string, tally: Tally): string {
  const all = total(tally)
  const rows = operators.flatMap(({ name }) => {
    const row = tally.operators[name]
    if (row === undefined) return []
    const exempt = Object.entries(row).reduce((sum, [key, value]) => (key.startsWith('exempt') ? sum + value : sum), 0)
    return [[name, ...columns.map(column => row[column] ?? 0), exempt]]
  })
  return [
    `${title}: ${all} pairs; ${Object.entries(tally.outcomes)
      .sort(byCount)
      .map(([key, value]) => `${key} ${value}`)
      .join(', ')}`,
    table(['operator', ...columns, 'exempt'], rows),
    ...reasons('changed for nothing', tally.imprecise),
    ...reasons('refused by us alone', tally.refusals),
    ...reasons('refused by BuildKit', tally.invalid),
    `Constructs, as builds and as judged pairs (thin: below 1 % or 20 pairs):`,
    table(
      ['construct', 'builds', '%', 'judged', ''],
      constructs.map(({ name }) => {
        const { builds, judged } = tally.constructs[name] ?? { builds: 0, judged: 0 }
        return [name, builds, ((100 * builds) / Math.max(1, all)).toFixed(1), judged, isThin(tally, name) ? 'thin' : '']
      }),
    ),
  ].join('\n')
}

const byCount = (a: readonly [string, number], b: readonly [string, number]) => b[1] - a[1]

/** Whether a run says too little about a construct. */
export function isThin(tally: Tally, name: string): boolean {
  const { builds, judged } = tally.constructs[name] ?? { builds: 0, judged: 0 }
  return builds * 100 < total(tally) || judged < 20
}

function reasons(title: string, table: Readonly<Record<string, number>>): string[] {
  const rows = Object.entries(table).sort(byCount).slice(0, 30)
  return rows.length === 0 ? [] : [`${title}:`, ...rows.map(([text, value]) => `  ${value} × ${text}`)]
}

function table(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const widths = head.map((title, index) => Math.max(title.length, ...rows.map(row => String(row[index]).length)))
  const print = (cells: readonly (string | number)[]) =>
    `  ${cells.map((cell, index) => (index === 0 ? String(cell).padEnd(widths[index] ?? 0) : String(cell).padStart(widths[index] ?? 0))).join('  ')}`.trimEnd()
  return [print(head), ...rows.map(print)].join('\n')
}

/** What a run has to keep to, and does not. */
export function faults(title: string, tally: Tally): string[] {
  const { unsound = 0, imprecise = 0, refused = 0, invalid = 0, lenient = 0 } = tally.outcomes
  const judged = total(tally) - invalid - lenient
  return [
    ...(unsound > 0 ? [`${title}: ${unsound} unsound pairs`, ...Object.keys(tally.unsound).slice(0, 20)] : []),
    ...(tally.imprecise[unlisted] === undefined ? [] : [`${title}: ${tally.imprecise[unlisted]} pairs ${unlisted}`]),
    ...(imprecise * 100 > judged ? [`${title}: ${imprecise} imprecise pairs of ${judged}, more than 1 %`] : []),
    ...(refused * 50 > judged ? [`${title}: ${refused} refusals in ${judged} pairs, more than 2 %`] : []),
  ]
}
