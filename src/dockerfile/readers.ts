import { BasehitError } from '../errors.ts'
import { clip, compareCodePoints, lowerCase, trimSpace } from './characters.ts'
import { readAdd, readCopy } from './copy.ts'
import { readFlags } from './flags.ts'
import { readHealthcheck } from './healthcheck.ts'
import type {
  ArgInstruction,
  CommandLine,
  EscapeCharacter,
  FromInstruction,
  Instruction,
  KeyValue,
  OnbuildInstruction,
  ShellInstruction,
  VolumeInstruction,
} from './instructions.ts'
import { argumentFault, commandOf, located } from './located.ts'
import { keywords, type Node } from './nodes.ts'
import { readRun } from './run.ts'
import { suggestRemedy } from './suggest.ts'

type Reader = (node: Node, escapeCharacter: EscapeCharacter) => Instruction | FromInstruction

const readers: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ['add', readAdd],
  ['arg', readArg],
  ['cmd', node => ({ ...located(node), kind: 'cmd', command: readCommand(node) })],
  ['copy', readCopy],
  ['entrypoint', node => ({ ...located(node), kind: 'entrypoint', command: readCommand(node) })],
  ['env', node => ({ ...located(node), kind: 'env', pairs: readPairs(node) })],
  ['expose', node => ({ ...located(node), kind: 'expose', ports: [...readList(node)].sort(compareCodePoints) })],
  ['from', readFrom],
  ['healthcheck', readHealthcheck],
  ['label', node => ({ ...located(node), kind: 'label', pairs: readPairs(node) })],
  ['maintainer', node => ({ ...located(node), kind: 'maintainer', name: readSingle(node) })],
  ['onbuild', readOnbuild],
  ['run', readRun],
  ['shell', readShell],
  ['stopsignal', node => ({ ...located(node), kind: 'stopsignal', signal: readOnly(node) })],
  ['user', node => ({ ...located(node), kind: 'user', user: readSingle(node) })],
  ['volume', readVolume],
  ['workdir', node => ({ ...located(node), kind: 'workdir', path: readSingle(node) })],
])

/** Reads a node by its keyword's rules. Throws BH025, BH035, BH036. BuildKit: instructions/parse.go ParseInstruction. */
export function readInstruction(node: Node, escapeCharacter: EscapeCharacter): Instruction | FromInstruction {
  const reader = readers.get(lowerCase(node.keyword))
  if (reader !== undefined) return reader(node, escapeCharacter)
  const { position } = node
  if (node.keyword === '') {
    const remedy = 'write an instruction after the continuation, or remove it'
    throw new BasehitError('BH026', 'a continuation is followed by no instruction', { position, remedy })
  }
  const remedy = /\p{L}/u.test(node.keyword)
    ? suggestRemedy(node.keyword.toUpperCase(), keywords)
    : `did the line before lose its ${escapeCharacter} at the end?`
  throw new BasehitError('BH025', `unknown instruction ${JSON.stringify(node.keyword)}`, { position, remedy })
}

function readCommand(node: Node): CommandLine {
  readFlags(node)
  return commandOf(node.args, node.isJson)
}

function readList(node: Node): readonly string[] {
  requireArguments(node)
  readFlags(node)
  return node.args
}

function readSingle(node: Node): string {
  const argument = readOnly(node)
  readFlags(node)
  return argument
}

function requireArguments(node: Node): void {
  if (node.args.length === 0)
    throw argumentFault(node, 'needs at least one argument', 'give it one, or remove the line')
}

function namelessFault(node: Node): BasehitError {
  return argumentFault(node, 'has a name that is empty', 'write NAME=VALUE')
}

/** The one argument; flags are not looked at, as BuildKit does for STOPSIGNAL. */
function readOnly(node: Node): string {
  const [argument] = node.args
  if (argument === undefined || node.args.length > 1) {
    const keyword = node.keyword.toUpperCase()
    throw argumentFault(node, 'needs exactly one argument', `write ${keyword} and one word, or remove the line`)
  }
  return argument
}

function readPairs(node: Node): KeyValue[] {
  readFlags(node)
  requireArguments(node)
  const pairs: KeyValue[] = []
  for (let index = 0; index < node.args.length; index += 3) {
    const [key = '', value = ''] = node.args.slice(index, index + 2)
    if (key === '') throw namelessFault(node)
    pairs.push({ key, value })
  }
  return pairs
}

/** BuildKit never looks at the flags of ARG. */
function readArg(node: Node): ArgInstruction {
  requireArguments(node)
  const args = node.args.map(word => {
    const at = word.indexOf('=')
    if (at === 0) throw namelessFault(node)
    return at < 0 ? { name: word } : { name: word.slice(0, at), value: word.slice(at + 1) }
  })
  return { ...located(node), kind: 'arg', args }
}

function readFrom(node: Node): FromInstruction {
  const [image, as, written] = node.args
  const isNamed = node.args.length === 3 && /^as$/iu.test(as ?? '')
  if (image === undefined || (node.args.length !== 1 && !isNamed)) {
    throw argumentFault(node, 'takes an image, and optionally AS and a name', 'write FROM IMAGE or FROM IMAGE AS NAME')
  }
  const name = isNamed ? lowerCase(written ?? '') : undefined
  if (name !== undefined && !/^[a-z][a-z0-9_.-]*$/.test(name)) {
    const fact = `cannot name a stage ${JSON.stringify(written)}`
    throw argumentFault(node, fact, 'begin with a letter; use letters, digits, and the signs - _ .')
  }
  const platform = readFlags(node, { platform: 'text' }).text('platform')
  return { ...located(node), kind: 'from', image, ...(platform && { platform }), ...(name && { name }) }
}

function readOnbuild(node: Node): OnbuildInstruction {
  const [first] = readList(node)
  const keyword = trimSpace(first ?? '').toUpperCase()
  if (keyword === 'ONBUILD' || keyword === 'MAINTAINER' || keyword === 'FROM') {
    throw argumentFault(node, `${keyword} is not allowed`, 'write it in the Dockerfile that begins with this image')
  }
  const trigger = node.original.replace(/^[\t\n\f\r ]*ONBUILD[\t\n\f\r ]*/i, '')
  const bodies = node.heredocs.map(heredoc => `\n${heredoc.content}${heredoc.name}`)
  return { ...located(node), kind: 'onbuild', expression: trigger + bodies.join('') }
}

function readShell(node: Node): ShellInstruction {
  readFlags(node)
  requireArguments(node)
  if (!node.isJson) throw shellFault(node)
  return { ...located(node), kind: 'shell', shell: node.args }
}

/** Says which strings lack their double quotes. */
function shellFault(node: Node): BasehitError {
  const text = node.args.join(' ')
  const inner = text.startsWith('[') ? text.replace(/^\[|\]$/g, '') : text
  const words = inner.match(/"(?:[^"\\]|\\.)*"|'[^']*'|[^\s,]+/g) ?? []
  const bare = words.filter(word => !word.startsWith('"'))
  const quoted = words.map(word => (word.startsWith('"') ? word : JSON.stringify(word.replace(/^'|'$/g, ''))))
  const which = bare.length === 0 ? '' : `: ${bare.join(' ')} lack${bare.length === 1 ? 's' : ''} them`
  const fact = `takes a JSON array of strings in double quotes${which}`
  return argumentFault(node, clip(fact), `write ${clip(`SHELL [${quoted.join(', ')}]`)}`)
}

function readVolume(node: Node): VolumeInstruction {
  const paths = readList(node).map(trimSpace)
  if (paths.includes('')) throw argumentFault(node, 'has a path that is empty', 'name a path, or remove the line')
  return { ...located(node), kind: 'volume', paths }
}
