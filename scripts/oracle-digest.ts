import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { facts, isInDigest } from '../test/oracle/facts.ts'
import { replaceRegion } from './docs.ts'

const root = join(import.meta.dirname, '..')

/** docs/digest.md, made by computing the digests of two builds for every fact. */
export function digestPage(): string {
  return `# What is in the digest

Made by scripts/oracle-digest.ts: for every line two builds that differ in that fact alone were lowered, and their
dependency digests compared. \`npm run oracle\` compares many more pairs with what BuildKit does.

## In: a change of it is another base

${table(true)}
## Out: a change of it is the same base

${table(false)}
What only the world outside can tell is out as well, because BuildKit's own keys do not hold it: the contents of secrets,
of SSH agents and of cache mounts, and whatever a command downloads. It is recorded with the base that such blind spots
are there.

What is not known before a build is refused: ADD of an address without checksum, or of a branch or tag of a Git
repository. The recipe holds the checksum or the commit instead.

Differences from BuildKit's keys that are meant are listed, with reasons, in test/oracle/EXEMPT.
`
}

function table(included: boolean): string {
  const rows = facts.filter(fact => isInDigest(fact) === included).map(({ what, why }) => `| ${what} | ${why} |\n`)
  return `| fact | why |\n| --- | --- |\n${rows.join('')}`
}

/** The form for the README: one table. */
export function digestRegion(): string {
  const rows = facts.map(fact => [isInDigest(fact) ? 'yes' : 'no', fact] as const)
  const ordered = [...rows.filter(([isIn]) => isIn === 'yes'), ...rows.filter(([isIn]) => isIn === 'no')]
  const lines = ordered.map(([isIn, { what, why }]) => `| ${what} | ${isIn} | ${why} |\n`)
  return `| fact | in the digest | why |\n| --- | --- | --- |\n${lines.join('')}`
}

/** The files that are not as they should be; `write` brings them up to date. A README without the region is left alone. */
export function staleDigestDocs(mode: 'check' | 'write'): readonly string[] {
  const readme = join(root, 'README.md')
  const present = existsSync(readme) ? readFileSync(readme, 'utf8') : ''
  const wanted: readonly (readonly [string, string])[] = [
    [join(root, 'docs/digest.md'), digestPage()],
    ...(present.includes('<!-- digest -->')
      ? [[readme, replaceRegion(present, 'digest', digestRegion())] as const]
      : []),
  ]
  const stale = wanted.filter(([path, text]) => !existsSync(path) || readFileSync(path, 'utf8') !== text)
  if (mode === 'write') for (const [path, text] of stale) writeFileSync(path, text)
  return stale.map(([path]) => path.slice(root.length + 1))
}

if (import.meta.main) {
  const mode = process.argv[2] === '--write' ? 'write' : 'check'
  const stale = staleDigestDocs(mode)
  for (const path of stale) {
    process.stderr.write(
      `${path} ${mode === 'write' ? 'written' : 'is stale: node scripts/oracle-digest.ts --write'}\n`,
    )
  }
  if (mode === 'check' && stale.length > 0) process.exitCode = 1
}
