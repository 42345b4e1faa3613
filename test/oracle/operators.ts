import type { Exemption } from './exempt.ts'
import type { Build } from './model.ts'
import { buildOperators } from './operators-build.ts'
import { fileOperators } from './operators-files.ts'
import { sameOperators } from './operators-same.ts'
import { textOperators } from './operators-text.ts'
import { triggerOperators } from './operators-triggers.ts'
import type { Picker } from './picker.ts'

/** One way to change a build. */
export interface Operator {
  readonly name: string
  /** What it is made for. BuildKit has the last word for each pair. */
  readonly meant: 'change' | 'same'
  /** `definition` is seen by the frontend; `content` only by a builder, for it is in the files. */
  readonly seen: 'definition' | 'content'
  /** Whether a real builder can judge it here. */
  readonly real: boolean
  /** The line of EXEMPT that a pair of it falls under where BuildKit acts on it. */
  readonly exempt?: Exemption
  /** Gives the build what the operator changes, and then the changed one. */
  apply(build: Build, picker: Picker): readonly [Build, Build]
}

export const operators: readonly Operator[] = [
  ...textOperators,
  ...buildOperators,
  ...triggerOperators,
  ...fileOperators,
  ...sameOperators,
]
