import { BasehitError } from '../errors.ts'
import type { CommandLine, Instruction } from './instructions.ts'
import type { Node } from './nodes.ts'

/** The fields that every instruction has. */
export function located(node: Node): Pick<Instruction, 'position' | 'endLine' | 'text'> {
  return { position: node.position, endLine: node.endLine, text: node.original }
}

/** A BH035 at an instruction's keyword. */
export function argumentFault(node: Node, fact: string, remedy?: string): BasehitError {
  return new BasehitError('BH035', `${node.keyword.toUpperCase()} ${fact}`, { position: node.position, remedy })
}

/** A command line in the form it was written: arguments for JSON, else one text for the shell. */
export function commandOf(args: readonly string[], isJson: boolean): CommandLine {
  return isJson ? { form: 'exec', args } : { form: 'shell', text: args.join(' ') }
}
