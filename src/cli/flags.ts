import { parseArgs } from 'node:util'
import { type Input, type InputName, inputs, takesEntries } from '../commands/inputs.ts'
import type { RawInputs } from '../commands/read-inputs.ts'
import { BasehitError } from '../errors.ts'
import { nearest } from '../nearest.ts'
import { type Command, commands } from './command-names.ts'

/** What a command prints besides what it says. */
export interface Extras {
  /** `digest --recipe`: the canonical bytes. */
  readonly recipe: boolean
  /** `plan --json`. */
  readonly json: boolean
  /** `plan --exit-code`: status 3 if a base would be built. */
  readonly exitCode: boolean
}

/** A command line, understood. */
export type CommandLine =
  | { readonly kind: 'help'; readonly command: Command | undefined }
  | { readonly kind: 'version' }
  | { readonly kind: 'run'; readonly command: Command; readonly raw: RawInputs; readonly extras: Extras }

/** One flag and what it means. */
export interface Flag {
  readonly name: string
  readonly input: InputName
  /** Whether its value is one entry as it stands, or the text of the whole input. */
  readonly form: 'entry' | 'text'
  readonly kind: Input['kind']
  readonly short?: string
}

/** The flags that are no inputs, and the command each belongs to. */
export const extraFlags = [
  { name: 'recipe', command: 'digest', description: 'Print the canonical bytes whose sha256 is the digest.' },
  { name: 'json', command: 'plan', description: 'Print the plan as JSON (basehit.plan/v1).' },
  { name: 'exit-code', command: 'plan', description: 'End with status 3 if a base would be built.' },
] as const

/** Every flag that gives an input. */
export const inputFlags: readonly Flag[] = inputs.flatMap((input: Input & { readonly name: InputName }) => {
  const { name, kind, singular, short } = input
  const own: Flag = { name, input: name, form: 'text', kind }
  if (singular === undefined || singular === name) return [{ ...own, ...(short ? { short } : {}) }]
  return [own, { name: singular, input: name, form: 'entry', kind, ...(short ? { short } : {}) }]
})

const known: ReadonlyMap<string, Flag> = new Map(inputFlags.map(flag => [flag.name, flag]))
const switches: readonly string[] = ['help', 'version', ...extraFlags.map(flag => flag.name)]

/** Reads the arguments after `basehit`. Throws BH074 for an unknown command or flag and BH160 for a misused one. */
export function parseCommandLine(argv: readonly string[]): CommandLine {
  const options = {
    ...Object.fromEntries(
      inputFlags.map(({ name, kind, short }) => {
        return [name, { type: kind === 'boolean' ? 'boolean' : 'string', ...(short ? { short } : {}) } as const]
      }),
    ),
    ...Object.fromEntries(switches.map(name => [name, { type: 'boolean' } as const])),
    help: { type: 'boolean', short: 'h' } as const,
  }
  const { tokens } = parseArgs({ args: [...argv], options, strict: false, allowPositionals: true, tokens: true })
  const given = new Given()
  for (const token of tokens) {
    if (token.kind === 'positional') given.addWord(token.value)
    else if (token.kind === 'option') given.addFlag(token)
  }
  return given.understand()
}

interface FlagToken {
  readonly name: string
  readonly rawName: string
  readonly value?: string | undefined
  readonly inlineValue?: boolean | undefined
}

class Given {
  readonly #words: string[] = []
  readonly #switches = new Set<string>()
  readonly #texts = new Map<InputName, string>()
  readonly #entries = new Map<InputName, string[]>()

  addWord(word: string): void {
    this.#words.push(word)
  }

  addFlag(token: FlagToken): void {
    if (switches.includes(token.name)) {
      if (token.value !== undefined) throw misuse(`${token.rawName} takes no value`)
      this.#switches.add(token.name)
      return
    }
    const flag = known.get(token.name)
    if (flag === undefined) throw unknownFlag(token)
    const value = givenValue(flag, token)
    if (flag.form === 'entry') this.#entries.set(flag.input, [...(this.#entries.get(flag.input) ?? []), value])
    else this.#addText(flag, token, value)
  }

  #addText(flag: Flag, token: FlagToken, value: string): void {
    const before = this.#texts.get(flag.input)
    const isList = takesEntries({ ...flag, on: 'both', description: '' })
    if (before !== undefined && !isList && before !== value) throw misuse(`${token.rawName} is given twice`)
    this.#texts.set(flag.input, before !== undefined && isList ? `${before}\n${value}` : value)
  }

  understand(): CommandLine {
    const [word, ...rest] = this.#words
    if (this.#switches.has('version')) return { kind: 'version' }
    const asked = word === 'help' ? rest[0] : word
    const command = commands.find(each => each === asked)
    if (asked !== undefined && command === undefined) throw unknownCommand(asked)
    if (this.#switches.has('help') || word === 'help') return { kind: 'help', command }
    if (command === undefined) throw misuse('a command is missing')
    this.#takeContext(rest)
    return { kind: 'run', command, raw: this.#raw(), extras: this.#extras(command) }
  }

  /** The one word after the command is the context, as it is for `docker build`. */
  #takeContext([context, ...more]: readonly string[]): void {
    if (context === undefined) return
    if (more.length > 0) throw misuse(`\`${more[0]}\` is one word too many`)
    if (this.#texts.has('context')) throw misuse('the context is given twice')
    this.#texts.set('context', context)
  }

  #extras(command: Command): Extras {
    const foreign = extraFlags.find(flag => flag.command !== command && this.#switches.has(flag.name))
    if (foreign !== undefined) throw misuse(`--${foreign.name} belongs to \`basehit ${foreign.command}\``)
    return {
      recipe: this.#switches.has('recipe'),
      json: this.#switches.has('json'),
      exitCode: this.#switches.has('exit-code'),
    }
  }

  #raw(): RawInputs {
    const [texts, entries] = [this.#texts, this.#entries]
    return { value: name => texts.get(name), list: name => entries.get(name) }
  }
}

function givenValue(flag: Flag, { rawName, value, inlineValue }: FlagToken): string {
  if (flag.kind === 'boolean') return value ?? 'true'
  if (value === undefined) throw misuse(`${rawName} needs a value`)
  if (inlineValue === false && value.length > 1 && value.startsWith('-')) {
    throw misuse(
      `${rawName} needs a value, and \`${value}\` looks like a flag`,
      `Write ${rawName}=${value} if it is one.`,
    )
  }
  return value
}

function unknownFlag({ name, rawName }: FlagToken): BasehitError {
  const meant = nearest(name, [...known.keys(), ...switches])
  return new BasehitError('BH074', `unknown flag ${rawName}`, {
    remedy: meant === undefined ? 'See `basehit help`.' : `Did you mean --${meant}?`,
  })
}

function unknownCommand(word: string): BasehitError {
  const meant = nearest(word, commands)
  return new BasehitError('BH074', `unknown command \`${word}\``, {
    remedy: meant === undefined ? `Use one of ${commands.join(', ')}.` : `Did you mean ${meant}?`,
  })
}

function misuse(fact: string, remedy = 'See `basehit help`.'): BasehitError {
  return new BasehitError('BH160', fact, { remedy })
}
