import type { Instruction, Stage } from '../dockerfile/instructions.ts'
import { parseOnbuild } from '../dockerfile/parse.ts'
import { BasehitError } from '../errors.ts'
import type { Position } from '../position.ts'
import type { Lowering } from './lowering.ts'

/** The triggers that a stage leaves to the stages that begin with it. */
export function stageTriggers(lowering: Lowering, parent: Stage, position: Position): Instruction[] {
  return parent.instructions
    .filter(instruction => instruction.kind === 'onbuild')
    .map(({ expression, position: at }) =>
      parseTrigger(lowering, { text: `line ${at.line} sets` }, expression, position),
    )
}

/** The triggers that an image carries. */
export function imageTriggers(
  lowering: Lowering,
  image: string,
  expressions: readonly string[],
  position: Position,
): Instruction[] {
  const carrier = { text: `the image ${image} carries`, remedy: 'use an image without it' }
  return expressions.map(expression => parseTrigger(lowering, carrier, expression, position))
}

/** Reads a trigger, or says who brought it: the line that fails does not show it. */
function parseTrigger(
  lowering: Lowering,
  carrier: { readonly text: string; readonly remedy?: string },
  expression: string,
  position: Position,
): Instruction {
  const { escape: escapeCharacter } = lowering
  try {
    const trigger = parseOnbuild(expression, position, escapeCharacter)
    if (trigger.kind !== 'onbuild') return trigger
  } catch (cause) {
    if (!(cause instanceof BasehitError)) throw cause
    const { code, message, remedy } = cause
    const details = { position, remedy: carrier.remedy ?? remedy, cause }
    throw new BasehitError(code, `${carrier.text} ${message}`, details)
  }
  const fact = `${carrier.text} the trigger \`ONBUILD ${expression}\`: a trigger that sets triggers is not known here`
  throw new BasehitError('BH035', fact, { position, remedy: carrier.remedy ?? 'set the inner trigger in this stage' })
}
