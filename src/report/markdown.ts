import type { BuildOutcome } from '../commands/build.ts'
import { formatPlatform } from '../image/platform.ts'
import type { Change } from '../recipe/changes.ts'
import { mostListed } from './capped.ts'
import { age, bytes, changeText, seconds } from './text.ts'

/** The job summary: decision, digest, base, what it cost or saved, and why it is another one. */
export function summaryMarkdown(outcome: BuildOutcome, notices: readonly string[], now: number): string {
  const { bases, app } = outcome
  const most = Math.max(1, Math.min(mostListed, Math.floor(mostRows / bases.length)))
  const rows = bases.map(base => {
    const { created, durationMs, bytes: size } = base.how === 'inline' ? unstored : base.found
    const old = created === undefined ? '' : `${age(now - Date.parse(created))} old`
    const worth =
      durationMs === undefined
        ? ''
        : base.how === 'reused'
          ? `saved ${seconds(durationMs)}`
          : `took ${seconds(durationMs)}`
    return [
      code(base.name),
      formatPlatform(base.platform),
      `**${base.how}**`,
      code(base.digest.slice(0, 12)),
      [worth, size === undefined ? '' : bytes(size), old].filter(Boolean).join(', '),
    ]
  })
  return [
    '### Basehit',
    '',
    table(['base', 'platform', 'decision', 'dependency digest', 'cost'], rows),
    '',
    ...bases.map(base =>
      base.how === 'inline'
        ? `Base: ${code(base.name)} built for this run alone and published nowhere  `
        : `Base: ${code(outcome.plan.store.reference(base.manifest))}  `,
    ),
    ...(app?.digest === undefined ? [] : [`App: ${code(app.digest)}, built in ${seconds(app.durationMs)}  `]),
    ...bases.flatMap(base => changesSection(base.name, base.changes, most)),
    ...noticesSection(notices),
    '',
  ].join('\n')
}

const unstored = { created: undefined, durationMs: undefined, bytes: undefined }

/** The runner drops a summary of more than 1 MiB whole. This many changes of all bases are far from it. */
const mostRows = 200

function noticesSection(notices: readonly string[]): string[] {
  if (notices.length === 0) return []
  const more = notices.length > 50 ? [`> … and ${notices.length - 50} more in the log`] : []
  return ['', ...notices.slice(0, 50).map(notice => `> ${plainText(notice)}`), ...more]
}

function changesSection(name: string, changes: readonly Change[] | undefined, most: number): string[] {
  if (changes === undefined || changes.length === 0) return []
  const rows = changes.slice(0, most).map(change => [code(change.subject), plainText(changeText(change))])
  const more = changes.length > most ? [`… and ${changes.length - most} more`] : []
  return ['', `#### Why ${code(name)} was built`, '', table(['what', 'change'], rows), ...more]
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows].map(row => `| ${row.join(' | ')} |`).join('\n')
}

/** Text as inline code that no content can end, on one line, without table bars. */
function code(text: string): string {
  // A backslash before a bar would be read as an escaped backslash by some renderers, and the bar would end the cell.
  const flat = oneLine(text, 200)
    .replace(/\\(?=\|)/g, '\\ ')
    .replaceAll('|', '\\|')
  const fence = '`'.repeat(Math.max(0, ...[...flat.matchAll(/`+/g)].map(([run]) => run.length)) + 1)
  const isBare = fence.length === 1 && flat.trim() !== ''
  return isBare ? `\`${flat}\`` : `${fence} ${flat} ${fence}`
}

/** Text in which no character is markup, and nothing becomes a link or a mention. */
function plainText(text: string): string {
  return oneLine(text, 500).replace(/[\\`*_{}[\]<>#|!&~:@.+()-]/g, '\\$&')
}

function oneLine(text: string, length: number): string {
  const flat = text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ')
  return flat.length > length ? `${flat.slice(0, length - 1).toWellFormed()}…` : flat
}
