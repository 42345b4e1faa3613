/** A command as the runner would take it from a line of a step's output. */
export interface RunnerCommand {
  readonly name: string
  readonly data: string
}

/** Everything a step may still say to the runner through its output (actions/runner: ActionCommandManager and its extensions). */
const registered: ReadonlySet<string> = new Set([
  ...['add-mask', 'add-matcher', 'add-path', 'debug', 'echo', 'endgroup', 'error', 'group', 'internal-set-repo-path'],
  ...['notice', 'remove-matcher', 'save-state', 'set-env', 'set-output', 'stop-commands', 'warning'],
])

/** The characters that .NET trims from the start of a line. They are not those of JavaScript: U+0085 is among them, U+FEFF is not. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is trimmed
const trimmed = /^[\u0009-\u000d\u0020\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/

/**
 * The commands in a step's output: a port of what the runner does with each line, in both notations. A name it does not know
 * is none to it; here one that is built like a name counts, for another version may know it.
 * actions/runner: ActionCommand.TryParseV2, ActionCommand.TryParse; StreamReader.ReadLine for the lines.
 */
export function runnerCommands(output: string): RunnerCommand[] {
  return output.split(/\r\n|\n|\r/).flatMap(line => secondNotation(line) ?? firstNotation(line) ?? [])
}

/** `::name key=value,key=value::data`, at the start of a line. */
function secondNotation(line: string): RunnerCommand | undefined {
  const message = line.replace(trimmed, '')
  if (!message.startsWith('::')) return undefined
  const end = message.indexOf('::', 2)
  if (end < 0) return undefined
  return command(message.slice(2, end), message.slice(end + 2))
}

/** `##[name key=value;key=value]data`, anywhere in a line. */
function firstNotation(line: string): RunnerCommand | undefined {
  const start = line.indexOf('##[')
  const end = line.indexOf(']', start)
  if (start < 0 || end < 0) return undefined
  return command(line.slice(start + 3, end), line.slice(end + 1))
}

function command(head: string, data: string): RunnerCommand | undefined {
  const name = (head.split(' ')[0] ?? '').toLowerCase()
  return registered.has(name) || /^[a-z][a-z-]*$/.test(name) ? { name, data } : undefined
}
