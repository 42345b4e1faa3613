import { BasehitError } from '../errors.ts'
import { clip } from './characters.ts'
import type { FlagKind, FlagValue, FlagValues } from './flags.ts'
import { readFlags } from './flags.ts'
import { chompHeredoc, findHeredocWord } from './heredocs.ts'
import type { AddInstruction, CopyInstruction, EscapeCharacter, InlineFile } from './instructions.ts'
import { argumentFault, located } from './located.ts'
import type { Node } from './nodes.ts'
import { expandWord } from './words.ts'

const sharedFlags = { chown: 'text', chmod: 'text', link: 'boolean', exclude: 'list' } as const
const addFlags: Record<string, FlagKind> = {
  ...sharedFlags,
  'keep-git-dir': 'boolean',
  checksum: 'text',
  unpack: 'boolean',
}
const copyFlags: Record<string, FlagKind> = { ...sharedFlags, from: 'text', parents: 'boolean' }

/** Reads an ADD. BuildKit: instructions/parse.go parseAdd. */
export function readAdd(node: Node): AddInstruction {
  requireDestination(node)
  const flags = readFlags(node, addFlags)
  const checksum = flags.text('checksum')
  const keepGitDir = flags.boolean('keep-git-dir')
  const unpack = flags.boolean('unpack')
  return {
    ...located(node),
    kind: 'add',
    ...readPaths(node),
    ...readShared(flags),
    ...(checksum && { checksum }),
    ...(keepGitDir !== undefined && { keepGitDir }),
    ...(unpack !== undefined && { unpack }),
  }
}

/** Reads a COPY. BuildKit: instructions/parse.go parseCopy; dockerfile2llb/convert.go toCommand for `--from`. */
export function readCopy(node: Node, escapeCharacter: EscapeCharacter): CopyInstruction {
  requireDestination(node)
  const flags = readFlags(node, copyFlags)
  const from = readFrom(flags.all('from')[0], escapeCharacter)
  return {
    ...located(node),
    kind: 'copy',
    ...readPaths(node),
    ...readShared(flags),
    ...(from && { from }),
    parents: flags.boolean('parents') ?? false,
  }
}

function requireDestination(node: Node): void {
  if (node.args.length > 1) return
  const remedy = `write ${node.keyword.toUpperCase()} ${clip(node.args[0] ?? 'SOURCE')} ./`
  throw argumentFault(node, 'needs at least one source and a destination', remedy)
}

function readShared(flags: FlagValues) {
  const chown = flags.text('chown')
  const chmod = flags.text('chmod')
  return {
    ...(chown && { chown }),
    ...(chmod && { chmod }),
    link: flags.boolean('link') ?? false,
    excludes: flags.all('exclude').map(({ value }) => value),
  }
}

/** `--from` is taken as it is: what expansion would change in it, quotes and escapes included, is refused. */
function readFrom(given: FlagValue | undefined, escapeCharacter: EscapeCharacter): string | undefined {
  if (given === undefined || given.value === '') return undefined
  const { position } = given.flag
  if (expandWord(given.value, { lookup: () => undefined }, { escape: escapeCharacter, position }) === given.value)
    return given.value
  throw new BasehitError('BH027', `--from=${given.value} is not expanded`, {
    position,
    remedy: `declare FROM ${given.value} AS NAME before, and write --from=NAME`,
  })
}

function readPaths(node: Node): { sources: string[]; inline: InlineFile[]; destination: string } {
  const destination = node.args.at(-1) ?? ''
  if (findHeredocWord(destination) !== undefined) {
    throw argumentFault(
      node,
      'cannot have a heredoc as its destination',
      'write the path of the file after the heredoc',
    )
  }
  const bodies = new Map(node.heredocs.map(heredoc => [heredoc.name, heredoc.content]))
  const sources: string[] = []
  const inline: InlineFile[] = []
  for (const source of node.args.slice(0, -1)) {
    const heredoc = findHeredocWord(source)
    if (heredoc === undefined) {
      sources.push(source)
      continue
    }
    const content = bodies.get(heredoc.name) ?? ''
    const { name, expand } = heredoc
    inline.push({ name, content: heredoc.chomp ? chompHeredoc(content) : content, expand })
  }
  return { sources, inline, destination }
}
