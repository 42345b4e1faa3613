import { type Input, inputs, takesEntries } from '../commands/inputs.ts'
import type { Command } from './command-names.ts'
import { extraFlags } from './flags.ts'

const about: Readonly<Record<Command, string>> = {
  digest: 'Print the dependency digest of the base.',
  plan: 'Print what a build would do: which bases are reused, which are built, and why.',
  build: 'Make sure the base is there, then build the app on it.',
}

const groups = [
  ['base', 'The base'],
  ['both', 'Both builds'],
  ['app', 'The app'],
] as const

/** The help of the whole command line, or of one command, as text for a terminal 100 columns wide. */
export function helpText(command: Command | undefined): string {
  const extras = extraFlags.filter(flag => command === undefined || flag.command === command)
  const lines = [
    `Usage: basehit ${command ?? 'digest | plan | build'} [flags] [CONTEXT]`,
    '',
    ...(command === undefined ? Object.entries(about).map(([name, text]) => entry(name, text)) : [about[command]]),
    '',
    ...extras.map(({ name, description, command: owner }) => {
      return entry(`--${name}`, command === undefined ? `${description} (${owner})` : description)
    }),
    entry('-h, --help', 'Print this.'),
    entry('--version', 'Print the version.'),
    ...groups.flatMap(([on, title]) => ['', `${title}:`, ...inputs.filter(input => input.on === on).map(inputEntry)]),
    '',
    'Flags of a list may be repeated. Data goes to standard output, everything else to standard error.',
    'Exit status: 0 done, 1 failed, 2 usage, 3 a base would be built (plan --exit-code).',
  ]
  return `${lines.join('\n')}\n`
}

function inputEntry(input: Input): string {
  const { singular, short, name, kind } = input
  const flag = singular === undefined || singular === name ? `--${name}` : `--${singular}, --${name}`
  const standard = input.default === undefined || kind === 'boolean' ? '' : ` [${input.default}]`
  const term = `${short === undefined ? '' : `-${short}, `}${flag}${valueForm(input)}`
  return entry(term, input.description.replaceAll('`', '') + standard)
}

function valueForm(input: Input): string {
  if (input.kind === 'boolean') return input.default === 'true' ? '=false' : ''
  if (input.choices !== undefined) return ` ${input.choices.join('|')}`
  return takesEntries(input) ? ' LIST' : input.kind === 'number' ? ' DAYS' : ' TEXT'
}

const indent = 30
const width = 100

/** A term with its explanation in a second column, wrapped. */
function entry(term: string, text: string): string {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    if (line !== '' && indent + line.length + 1 + word.length > width) {
      lines.push(line)
      line = ''
    }
    line += line === '' ? word : ` ${word}`
  }
  lines.push(line)
  const head = `  ${term}`
  const rows = lines.map(each => ' '.repeat(indent) + each)
  if (head.length + 2 > indent) return [head, ...rows].join('\n')
  return [head.padEnd(indent) + (lines[0] ?? ''), ...rows.slice(1)].join('\n')
}
