import { BasehitError } from '../errors.ts'
import { listed } from '../listing.ts'
import { nearest } from '../nearest.ts'
import type { Position } from '../position.ts'
import { lowerCase } from './characters.ts'
import type { Dockerfile, Instruction, Stage } from './instructions.ts'
import { mountSourceName } from './mounts.ts'

/**
 * The earlier stage that a FROM names, the latest of that name; undefined when it names an image.
 * `image` is the expanded name; upper case never matches. BuildKit: dockerfile2llb/convert.go addState.
 */
export function findParentStage(dockerfile: Dockerfile, stage: Stage, image: string): Stage | undefined {
  return dockerfile.stages.findLast(candidate => candidate.index < stage.index && candidate.from.name === image)
}

/**
 * The stage that a `COPY --from` names by index or by name, the last of that name; undefined when it names an image or
 * a named context. Throws BH029 when the stage is not an earlier one. BuildKit: convert.go toCommand.
 */
export function findCopyStage(
  dockerfile: Dockerfile,
  stage: Stage,
  from: string,
  position: Position,
): Stage | undefined {
  return earlier(
    lookUpCopyStage(dockerfile, from, position, name => lastNamed(dockerfile, name)),
    stage,
    `--from=${from}`,
    position,
  )
}

/**
 * The stage that a mount's `from` names, the last of that name; undefined when it names an image or a named context.
 * A mount without `from` names `scratch`, which a stage may be called. Throws BH029 when the stage is not an earlier one.
 * BuildKit: convert_runmount.go.
 */
export function findMountStage(
  dockerfile: Dockerfile,
  stage: Stage,
  from: string,
  position: Position,
): Stage | undefined {
  return earlier(lastNamed(dockerfile, from), stage, `from=${from}`, position)
}

/** The stage to build: the one named, in any case of letters, or the last. Throws BH028. BuildKit: convert.go resolveTarget. */
export function targetStage(dockerfile: Dockerfile, target?: string): Stage {
  const found = target ? lastNamed(dockerfile, target) : dockerfile.stages.at(-1)
  if (found !== undefined) return found
  const names = dockerfile.stages.flatMap(stage => stage.from.name ?? [])
  const meant = nearest(target ?? '', names)
  const list = names.length === 0 ? 'no stage has a name' : `stages: ${listed(names)}`
  throw new BasehitError('BH028', `stage ${target} not found; ${list}`, {
    position: { file: dockerfile.path, line: 1, column: 1 },
    remedy: meant === undefined ? 'name one with FROM … AS NAME' : `did you mean ${meant}?`,
  })
}

/**
 * Checks what BuildKit checks for every stage, reachable or not: indexes exist, and no stages copy from each other in a
 * circle. Throws BH029. BuildKit: validations.go validateCircularDependency.
 */
export function checkStageGraph(dockerfile: Dockerfile): void {
  const named = new Map(dockerfile.stages.map(stage => [stage.from.name, stage]))
  const find = (name: string) => named.get(lowerCase(name))
  const sources = dockerfile.stages.map(stage =>
    stage.instructions.flatMap(instruction => dependencies(dockerfile, instruction, find)),
  )
  const state = new Map<number, 'open' | 'closed'>()
  for (const stage of dockerfile.stages) visit(stage.index)

  function visit(root: number): void {
    const path: Step[] = [{ index: root, next: 0 }]
    while (path.length > 0) {
      const top = path.at(-1)
      if (top === undefined) return
      if (state.get(top.index) === 'closed') {
        path.pop()
        continue
      }
      state.set(top.index, 'open')
      const source = sources[top.index]?.[top.next++]
      if (source === undefined) state.set(top.index, 'closed')
      else if (state.get(source.stage.index) === 'open') throw circle(dockerfile, path, source)
      else path.push({ index: source.stage.index, next: 0, line: source.position.line })
    }
  }
}

/** The last stage of a name. */
type Find = (name: string) => Stage | undefined

interface Dependency {
  readonly stage: Stage
  readonly position: Position
}

function dependencies(dockerfile: Dockerfile, instruction: Instruction, find: Find): Dependency[] {
  const { position } = instruction
  if (instruction.kind === 'copy' && instruction.from !== undefined) {
    const stage = lookUpCopyStage(dockerfile, instruction.from, position, find)
    return stage === undefined ? [] : [{ stage, position }]
  }
  if (instruction.kind !== 'run') return []
  return instruction.mounts.flatMap((mount, index) => {
    const at = instruction.mountPositions[index] ?? position
    const stage = find(mountSourceName(mount, at) ?? 'scratch')
    return stage === undefined ? [] : [{ stage, position: at }]
  })
}

/** A name that a COPY or a mount takes from, and its place. */
export interface ImageSource {
  readonly name: string
  readonly position: Position
}

/** The images that COPY and mounts take from, or named contexts in their place, in every stage. BuildKit: convert.go toCommand. */
export function imageSources(dockerfile: Dockerfile): ImageSource[] {
  return dockerfile.stages
    .flatMap(stage => stage.instructions.flatMap(writtenSources))
    .filter(({ name }) => !isIndex(name) && lastNamed(dockerfile, name) === undefined)
}

/** What an instruction copies or mounts from: a stage, or an image or named context of that name. Throws BH029. */
export function instructionSources(
  dockerfile: Dockerfile,
  stage: Stage,
  instruction: Instruction,
): (ImageSource & { readonly stage: Stage | undefined })[] {
  const find = instruction.kind === 'copy' ? findCopyStage : findMountStage
  return writtenSources(instruction).map(({ name, position }) => {
    return { name, position, stage: find(dockerfile, stage, name, position) }
  })
}

function writtenSources(instruction: Instruction): ImageSource[] {
  const { kind, position } = instruction
  if (kind === 'copy') return instruction.from === undefined ? [] : [{ name: instruction.from, position }]
  if (kind !== 'run') return []
  return instruction.mounts.flatMap((mount, index) => {
    const at = instruction.mountPositions[index] ?? position
    const name = mountSourceName(mount, at)
    return name === undefined ? [] : [{ name, position: at }]
  })
}

/** A stage on the way through the graph, and the line by which the stage before it takes from it. */
interface Step {
  readonly index: number
  next: number
  readonly line?: number
}

function circle(dockerfile: Dockerfile, path: readonly Step[], { stage, position }: Dependency): BasehitError {
  const remedy = 'copy only from stages that stand earlier'
  const members = path.slice(path.findIndex(step => step.index === stage.index))
  const names = members.map(({ index }) => describe(dockerfile.stages[index] ?? stage))
  if (names.length === 1) return new BasehitError('BH029', `stage ${names[0]} copies from itself`, { position, remedy })
  const edges = names.map((name, at) => {
    const line = members[at + 1]?.line ?? position.line
    return `${name} from ${names[at + 1] ?? names[0]} on line ${line}`
  })
  const shown = edges.length > 6 ? [...edges.slice(0, 3), '…', ...edges.slice(-2)] : edges
  return new BasehitError('BH029', `stages copy in a circle: ${shown.join(', ')}`, { position, remedy })
}

function lookUpCopyStage(dockerfile: Dockerfile, from: string, position: Position, find: Find): Stage | undefined {
  if (!isIndex(from)) return find(from)
  const found = dockerfile.stages[Number(from)]
  if (found !== undefined) return found
  const count = dockerfile.stages.length
  throw new BasehitError('BH029', `there is no stage ${from}: the file has ${count}, counted from 0`, {
    position,
    remedy: count === 1 ? 'use 0, or a name' : `use an index from 0 to ${count - 1}, or a stage's name`,
  })
}

/** Go's strconv.Atoi reads it: a number of 64 bits. */
function isIndex(text: string): boolean {
  if (!/^[+-]?[0-9]+$/.test(text)) return false
  const digits = text.replace(/^[+-]?0*/, '') || '0'
  return digits.length < 20 && BigInt.asIntN(64, BigInt(digits)) === BigInt(digits)
}

function earlier(found: Stage | undefined, stage: Stage, written: string, position: Position): Stage | undefined {
  if (found === undefined || found.index < stage.index) return found
  const fact =
    found.index === stage.index
      ? `${written} names the stage that it stands in`
      : `${written} names a stage that only begins on line ${found.from.position.line}`
  throw new BasehitError('BH029', fact, { position, remedy: 'name a stage that stands earlier' })
}

function lastNamed(dockerfile: Dockerfile, name: string): Stage | undefined {
  const lower = lowerCase(name)
  return dockerfile.stages.findLast(stage => stage.from.name === lower)
}

function describe(stage: Stage): string {
  return stage.from.name ?? String(stage.index)
}
