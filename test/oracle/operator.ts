import { editLine, find, insert } from './edit.ts'
import type { Build, Line } from './model.ts'
import type { Operator } from './operators.ts'
import type { Picker } from './picker.ts'

export function operator(
  name: string,
  meant: Operator['meant'],
  apply: Operator['apply'],
  options: Partial<Pick<Operator, 'seen' | 'real' | 'exempt'>> = {},
): Operator {
  return { name, meant, seen: 'definition', real: true, ...options, apply }
}

/** An operator on one instruction; where there is none, one is put in first. */
export function onLine(
  name: string,
  meant: Operator['meant'],
  test: (line: Line) => boolean,
  fallback: Line,
  edit: (line: Line, picker: Picker, build: Build) => Line | readonly Line[],
): Operator {
  return operator(name, meant, (build, picker) => {
    const present = find(build, test)
    const before = present.length > 0 ? build : insert(build, picker, fallback)
    const place = picker.one(find(before, test))
    return [before, editLine(before, place, line => edit(line, picker, before))]
  })
}

export const word =
  (...words: string[]) =>
  (line: Line): boolean =>
    words.includes(line.word)

/** Instructions with a flag that begins so. */
export const flagged =
  (prefix: string) =>
  (line: Line): boolean =>
    line.flags.some(flag => flag.startsWith(prefix))

/** Replaces a flag that begins so, or adds it. */
export function setFlag(line: Line, prefix: string, flag: string): Line {
  return { ...line, flags: [...line.flags.filter(each => !each.startsWith(prefix)), flag] }
}
