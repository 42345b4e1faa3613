import { BasehitError } from '../errors.ts'
import type { Position } from '../position.ts'
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
  const fail = (fact: string) => new BasehitError('BH035', `ONBUILD ${expression}: ${fact}`, { position: at })
  if (!expression.isWellFormed()) throw fail('it is not well-formed Unicode')
  try {
    const { nodes } = readDocument({ path: at.file, text: expression })
    const [node] = nodes
    if (node === undefined || nodes.length > 1) throw fail('a trigger is one instruction')
    const instruction = readInstruction({ ...node, position: at, endLine: at.line }, fileEscape)
    if (instruction.kind === 'from') throw fail('FROM is not allowed')
    return 'mountPositions' in instruction
      ? { ...instruction, mountPositions: instruction.mounts.map(() => at) }
      : instruction
  } catch (error) {
    if (!(error instanceof BasehitError)) throw error
    throw new BasehitError(error.code, error.message, { position: at, remedy: error.remedy, cause: error })
  }
}

function checkText({ path, text }: Source): void {
  const position = { file: path, line: 1, column: 1 }
  if (text.length > maxBytes || new TextEncoder().encode(text).length > maxBytes) {
    throw new BasehitError('BH024', `${path} is larger than ${maxBytes} bytes`, { position })
  }
  if (!text.isWellFormed()) throw new BasehitError('BH024', `${path} is not well-formed Unicode`, { position })
}

function readDirectives(source: Source): Omit<Directives, 'escape'> {
  const syntax = detectSyntax(source)
  if (syntax !== undefined && syntax.notation !== '#') {
    throw new BasehitError('BH030', `the file is written for the frontend ${syntax.image}, not as a Dockerfile`, {
      position: syntax.position,
      remedy: 'use a Dockerfile for the base',
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
