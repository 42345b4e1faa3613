import { getInput } from '@actions/core'
import { type Input, type InputName, inputNamed, inputs } from '../commands/inputs.ts'
import type { RawInputs } from '../commands/read-inputs.ts'
import { BasehitError } from '../errors.ts'
import { nearest } from '../nearest.ts'

/** Reads every input of the step, once. */
export function readInputs(): RawInputs {
  const texts = new Map<InputName, string>(
    inputs.map((input: Input & { readonly name: InputName }) => {
      return [input.name, getInput(input.name, { trimWhitespace: input.spaces !== 'kept' })]
    }),
  )
  return { value: name => texts.get(name), list: () => undefined }
}

/**
 * Refuses an input whose name is a misspelt one of ours: the runner passes it on, and then only warns.
 * Throws BH074. A name that resembles none is left alone, because variables INPUT_* may come from elsewhere.
 */
export function refuseUnknownInputs(env: Readonly<Record<string, string | undefined>>): void {
  const names = inputs.map(input => input.name)
  for (const variable of Object.keys(env)) {
    const name = /^INPUT_(.+)$/.exec(variable)?.[1]?.toLowerCase()
    if (name === undefined || inputNamed(name) !== undefined) continue
    const meant = nearest(name, names)
    if (meant === undefined) continue
    throw new BasehitError('BH074', `unknown input \`${name}\``, { remedy: `Did you mean \`${meant}\`?` })
  }
}
