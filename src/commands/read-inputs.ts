import { BasehitError } from '../errors.ts'
import { type InputName, inputNamed } from './inputs.ts'
import { type ListForm, readList } from './lists.ts'

/** Inputs as a shell has them; an empty text means the input is not given. */
export interface RawInputs {
  /** The text given for an input. */
  value(name: InputName): string | undefined
  /** Entries given one by one, by flags in the singular; commas and quotes in them stand for themselves. */
  list(name: InputName): readonly string[] | undefined
}

/** The text of an input, or its default. */
export function readText(raw: RawInputs, name: InputName): string | undefined {
  const given = raw.value(name)?.trim()
  return given ? given : inputNamed(name).default
}

/**
 * The path in the text of an input, with the blanks that are part of its names: buildx keeps them too. A line break at an
 * end is that of the file it was written in.
 */
export function readPath(raw: RawInputs, name: InputName): string | undefined {
  const given = raw.value(name)
  return given?.trim() ? given.replace(/^[\r\n]+|[\r\n]+$/g, '') : inputNamed(name).default
}

/** The entries of an input, those of its text first. */
export function readEntries(raw: RawInputs, name: InputName): readonly string[] {
  return [...readListed(raw, name), ...(raw.list(name) ?? [])]
}

/** The entries in the text of an input, without those given one by one. */
export function readListed(raw: RawInputs, name: InputName): readonly string[] {
  return readList(name, raw.value(name) ?? '', listForm(name))
}

/** How the text of a list input is written. */
export function listForm(name: InputName): ListForm {
  const { kind, quotes, spaces } = inputNamed(name)
  return {
    commas: kind === 'list' ? 'part' : 'keep',
    quotes: quotes === 'kept' ? 'keep' : 'hold',
    spaces: spaces === 'kept' ? 'keep' : 'trim',
  }
}

/** An input that is true or false, in the spellings of YAML 1.2's core schema. Throws BH071 for any other text. */
export function readSwitch(raw: RawInputs, name: InputName): boolean {
  const text = readText(raw, name) ?? 'false'
  if (/^(?:true|True|TRUE)$/.test(text)) return true
  if (/^(?:false|False|FALSE)$/.test(text)) return false
  throw new BasehitError('BH071', `the input \`${name}\` is \`${text}\`, neither true nor false`, {
    remedy: `write \`${name}: true\` or \`${name}: false\``,
  })
}

/** An input that is one of a few words. Throws BH073 for any other. */
export function readChoice<Choice extends string>(
  raw: RawInputs,
  name: InputName,
  choices: readonly Choice[],
): Choice | undefined {
  const text = readText(raw, name)
  if (text === undefined) return undefined
  const choice = choices.find(each => each === text)
  if (choice !== undefined) return choice
  throw new BasehitError('BH073', `the input \`${name}\` is \`${text}\``, {
    remedy: `use one of ${choices.join(', ')}`,
  })
}

/** A whole number of days, from 1 to 36500, with or without `d`. Throws BH072 for any other text. */
export function readDays(raw: RawInputs, name: InputName): number {
  const text = readText(raw, name) ?? ''
  const days = Number(/^(\d{1,5})d?$/.exec(text)?.[1])
  if (days >= 1 && days <= 36_500) return days
  throw new BasehitError('BH072', `the input \`${name}\` is \`${text}\`, not a number of days from 1 to 36500`, {
    remedy: `write whole days, for example \`${name}: 30\``,
  })
}

/** Splits `KEY=VALUE` at the first `=`; undefined without one. */
export function splitPair(entry: string): readonly [string, string] | undefined {
  const cut = entry.indexOf('=')
  return cut === -1 ? undefined : [entry.slice(0, cut), entry.slice(cut + 1)]
}
