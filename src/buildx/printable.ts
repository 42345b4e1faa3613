/**
 * Text of a build made safe to print: terminal sequences and control and direction characters are removed, carriage returns
 * become line feeds, and what a GitHub runner would take for a command (`::name::` at a line's start, `##[name]`) is broken by a space.
 * The result never says more than the text did, and `printable(printable(x))` is `printable(x)`.
 * Apply it to whole lines: two harmless halves may make a command (runner: ActionCommand.cs).
 */
export function printable(text: string): string {
  return text
    .replace(terminalSequence, '')
    .replace(/\r\n?/g, '\n')
    .replace(unprintable, '')
    .replace(/^(\s*):(?=:)/gm, '$1: ')
    .replaceAll('##[', '## [')
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: the escape character is what is looked for
const terminalSequence = /\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b\n]*(?:\u0007|\u001b\\)?|[ -/]*[0-Z\\^-~])/g

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is removed
const unprintable = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g
