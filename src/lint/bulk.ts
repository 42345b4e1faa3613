import { BasehitError } from '../errors.ts'
import type { Taken } from './taken.ts'

const mostFiles = 100_000
const mostBytes = 10_000_000_000
const shownDirectories = 5

interface Amount {
  files: number
  bytes: number
}

/** BH150 for a base of more than 100 000 files or 10 GB: every run reads all of them. */
export function bulkFault(taken: readonly Taken[]): BasehitError | undefined {
  const total = { files: 0, bytes: 0 }
  for (const { paths, sizeOf } of taken) for (const path of paths) add(total, sizeOf(path))
  if (total.files <= mostFiles && total.bytes <= mostBytes) return undefined
  const largest = [...taken].sort((one, other) => other.paths.length - one.paths.length)[0]
  const biggest = [...directories(taken)].sort(([, one], [, other]) => order(total, one, other))
  const shown = biggest.slice(0, shownDirectories).map(([name, amount]) => `${name} (${describe(amount)})`)
  return new BasehitError(
    'BH150',
    `the base takes ${describe(total)} from its context, and every run reads them all; the most in ${shown.join(', ')}`,
    { position: largest?.position, remedy: `hide what the base does not need in ${largest?.ignoredIn}` },
  )
}

function add(amount: Amount, bytes: number): void {
  amount.files++
  amount.bytes += bytes
}

/** Amounts by the first directory in which the paths differ. */
function directories(taken: readonly Taken[]): Map<string, Amount> {
  const common = commonDirectory(taken.flatMap(({ paths }) => paths))
  const amounts = new Map<string, Amount>()
  for (const { paths, sizeOf } of taken) {
    for (const path of paths) {
      const end = path.indexOf('/', common.length)
      const name = end < 0 ? common || './' : path.slice(0, end + 1)
      const amount = amounts.get(name) ?? { files: 0, bytes: 0 }
      add(amount, sizeOf(path))
      amounts.set(name, amount)
    }
  }
  return amounts
}

/** The longest path of directories, with its slash, that all begin with. */
function commonDirectory(paths: readonly string[]): string {
  let common = paths[0] ?? ''
  for (const path of paths) {
    let length = Math.min(common.length, path.length)
    while (common.slice(0, length) !== path.slice(0, length)) length--
    common = common.slice(0, length)
  }
  return common.slice(0, common.lastIndexOf('/') + 1)
}

/** By what makes it too much. */
function order(total: Amount, one: Amount, other: Amount): number {
  const [first, second] = total.bytes > mostBytes ? (['bytes', 'files'] as const) : (['files', 'bytes'] as const)
  return other[first] - one[first] || other[second] - one[second]
}

function describe({ files, bytes }: Amount): string {
  const size = bytes >= 1e9 ? `${(bytes / 1e9).toFixed(1)} GB` : `${(bytes / 1e6).toFixed(1)} MB`
  return `${files} ${files === 1 ? 'file' : 'files'}, ${size}`
}
