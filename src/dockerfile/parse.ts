import { BasehitError } from '../errors.ts'
import type { Position } from '../position.ts'
import { clip } from './characters.ts'
import { maxBytes } from './decode.ts'
import { detectSyntax, findCheck } from './directives.ts'
import type { ArgInstruction, Directives, Dockerfile, EscapeCharacter, Instruction, Stage } from './instructions.ts'
import { type Node, readDocument } from './nodes.ts'
import { readInstruction } from './readers.ts'
import { checkStageGraph } from './stages.ts'

export { decodeDockerfile } from './decode.ts'

/** A Dockerfile's text, and the path that errors name. */
export interface Source {
  readonly path: string
  readonly text: string
}

/**
 * Reads a Dockerfile as BuildKit 0.32 does; every stage is read, reachable or not.
 * Throws BH023 to BH027, BH029, BH030, BH035 and BH036, each with its line and column.
 */
export function parseDockerfile(source: Source): Dockerfile {
  checkText(source)
  const directives = readDirectives(source)
  const { nodes, escape: escapeCharacter } = readDocument(source)
  refuseTooMany(nodes, mostInstructions, 'instructions')
  const globalArgs: ArgInstruction[] = []
  const stages: (Stage & { instructions: Instruction[] })[] = []
  for (const node of nodes) {
    const instruction = readInstruction(node, escapeCharacter)
    const stage = stages.at(-1)
    if (instruction.kind === 'from') stages.push({ index: stages.length, from: instruction, instructions: [] })
    else if (stage !== undefined) stage.instructions.push(instruction)
    else if (instruction.kind === 'arg') globalArgs.push(instruction)
    else throw beforeFrom(node)
  }
  if (stages.length === 0) throw withoutFrom(source)
  refuseTooMany(
    stages.map(({ from }) => from),
    mostStages,
    'stages',
  )
  const dockerfile = { path: source.path, directives: { ...directives, escape: escapeCharacter }, globalArgs, stages }
  checkStageGraph(dockerfile)
  return dockerfile
}

/**
 * Reads an ONBUILD trigger as it stands in an image's config or in an OnbuildInstruction; every place in it is `at`.
 * Triggers are read with `\` as escape character, whatever the file's is; `fileEscape` is the one for `--from`.
 * BuildKit: convert.go initOnBuildTriggers.
 */
export function parseOnbuild(expression: string, at: Position, fileEscape: EscapeCharacter = '\\'): Instruction {
  const fail = (fact: string) => new BasehitError('BH035', fact)
  try {
    if (!expression.isWellFormed()) throw fail('it is not well-formed Unicode')
    const { nodes } = readDocument({ path: at.file, text: expression })
    const [node] = nodes
    if (node === undefined || nodes.length > 1) throw fail('a trigger is one instruction')
    const instruction = readInstruction({ ...node, position: at, endLine: at.line }, fileEscape)
    if (instruction.kind === 'from') throw fail('a trigger cannot be FROM')
    return 'mountPositions' in instruction
      ? { ...instruction, mountPositions: instruction.mounts.map(() => at) }
      : instruction
  } catch (error) {
    if (!(error instanceof BasehitError)) throw error
    const fact = `the trigger \`ONBUILD ${clip(expression)}\`: ${error.message}`
    throw new BasehitError(error.code, fact, { position: at, remedy: error.remedy ?? 'change it', cause: error })
  }
}

/** More than a person or a generator writes; each is followed as deep as there are stages. */
const mostStages = 500
const mostInstructions = 10_000

function refuseTooMany(all: readonly { readonly position: Position }[], most: number, what: string): void {
  const position = all[most]?.position
  if (position === undefined) return
  throw new BasehitError('BH024', `a Dockerfile of more than ${most} ${what} is not read`, {
    position,
    remedy: 'split it into several files',
  })
}

function checkText({ path, text }: Source): void {
  const position = { file: path, line: 1, column: 1 }
  if (text.length > maxBytes || new TextEncoder().encode(text).length > maxBytes) {
    throw new BasehitError('BH024', `${path} is larger than ${maxBytes} bytes`, {
      position,
      remedy: 'give the path of a Dockerfile',
    })
  }
  if (!text.isWellFormed())
    throw new BasehitError('BH024', `${path} is not well-formed Unicode`, {
      position,
      remedy: 'save the file as UTF-8 text',
    })
}

function readDirectives(source: Source): Omit<Directives, 'escape'> {
  const syntax = detectSyntax(source)
  if (syntax !== undefined && syntax.notation !== '#') {
    const written = syntax.notation === '//' ? '`// syntax=`' : 'a JSON object with `syntax`'
    throw new BasehitError('BH030', `${written} is the directive of files that are not Dockerfiles`, {
      position: syntax.position,
      remedy: 'write `# syntax=docker/dockerfile:1`, or none',
    })
  }
  const check = findCheck(source)
  return {
    ...(syntax && { syntax: { image: syntax.image, position: syntax.position } }),
    ...(check !== undefined && { check }),
  }
}

function beforeFrom(node: Node): BasehitError {
  return new BasehitError('BH023', `${node.keyword.toUpperCase()} stands before the first FROM`, {
    position: node.position,
    remedy: 'begin the file with FROM; only ARG may stand before it',
  })
}

function withoutFrom({ path }: Source): BasehitError {
  return new BasehitError('BH023', `${path} has no FROM instruction`, {
    position: { file: path, line: 1, column: 1 },
    remedy: 'begin a stage with FROM IMAGE',
  })
}
