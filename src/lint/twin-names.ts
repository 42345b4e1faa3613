import { parentPath } from '../context/entry.ts'
import { BasehitError } from '../errors.ts'
import type { Lowered } from '../lower/lower.ts'
import type { CopyOperation } from '../lower/operations.ts'

/** BH047 for each COPY or ADD that lands names which only some file systems tell apart. */
export function twinNames({ operations, places }: Pick<Lowered, 'operations' | 'places'>): BasehitError[] {
  return operations.flatMap((operation, index) => {
    const twins = operation.op === 'copy' ? findTwins(operation) : []
    const [first] = twins
    if (first === undefined) return []
    const more = twins.length === 1 ? '' : `; ${twins.length - 1} more ${twins.length === 2 ? 'pair' : 'pairs'} like it`
    return [
      new BasehitError('BH047', `${describe(first)}${more}`, {
        position: places[index],
        remedy: 'rename one of them: a checkout where the two are one file is another base',
      }),
    ]
  })
}

type Twins = readonly [one: string, other: string]

function findTwins({ from }: CopyOperation): Twins[] {
  const known = new Map<string, string>()
  const twins: Twins[] = []
  for (const source of from) {
    if (source.kind !== 'files') continue
    for (const { path } of source.files) {
      const key = path.normalize('NFC').toLowerCase()
      const other = known.get(key)
      if (other === undefined) known.set(key, path)
      // Below two directories that are twins, everything is.
      else if (other !== path && parentPath(other) === parentPath(path)) twins.push([other, path])
    }
  }
  return twins
}

function describe([one, other]: Twins): string {
  if (one.normalize('NFC') !== other.normalize('NFC')) return `\`${one}\` and \`${other}\` differ only in case`
  return `\`${escaped(one)}\` and \`${escaped(other)}\` differ only in Unicode normalisation`
}

/** Both forms look the same, so what is not ASCII is shown by its code points. */
function escaped(path: string): string {
  return path.replace(/[^\x20-\x7e]/gu, character => `\\u{${character.codePointAt(0)?.toString(16)}}`)
}
