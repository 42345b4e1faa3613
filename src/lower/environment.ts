import { digestHex, digestOf } from '../image/digest.ts'
import type { Position } from '../position.ts'
import type { Text } from './operations.ts'

/** A variable that a RUN of the stage would see. */
export interface Variable {
  readonly value: string
  /** `arg` variables are in the build's environment only; `env` variables are in the image config too. */
  readonly origin: 'arg' | 'env'
  /** The value comes from an ARG, so it may be secret: it is recorded as a hash. */
  readonly concealed: boolean
  readonly position: Position | undefined
  /** An ARG without a default that took the value of the global variable of its name. */
  readonly isGlobal?: boolean
}

/** The variables of a stage at one instruction. Values are replaced, never changed in place. */
export class Environment {
  readonly #variables: Map<string, Variable>

  constructor(variables: Iterable<readonly [string, Variable]> = []) {
    this.#variables = new Map(variables)
  }

  lookup(name: string): string | undefined {
    return this.#variables.get(name)?.value
  }

  variable(name: string): Variable | undefined {
    return this.#variables.get(name)
  }

  set(name: string, variable: Variable): void {
    this.#variables.set(name, variable)
  }

  copy(): Environment {
    return new Environment(this.#variables)
  }

  entries(): Iterable<readonly [string, Variable]> {
    return this.#variables.entries()
  }

  /** The variables as they are recorded. BuildKit's key keeps their order, a program does not see it: it is left out. */
  recorded(): Record<string, Text> {
    return Object.fromEntries(
      [...this.#variables].map(([name, { value, concealed }]) => [name, text(value, concealed)]),
    )
  }
}

/** Records a value, or its hash when it may be secret. */
export function text(value: string, concealed: boolean): Text {
  return concealed ? { sha256: digestHex(digestOf(value)) } : value
}
