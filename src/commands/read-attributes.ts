import {
  type AttributeFault,
  attestation,
  isAttributeFault,
  parseAttestation,
  parseCache,
} from '../buildx/attributes.ts'
import { outputFault } from '../buildx/outputs.ts'
import { BasehitError } from '../errors.ts'
import type { InputName } from './inputs.ts'
import type { AppOptions } from './options.ts'

/**
 * Throws BH078 for the first entry of attributes that buildx or BuildKit would refuse, which they do only when the base is
 * built already. Values are not shown: a cache's may be credentials.
 */
export function refuseAttributes(app: AppOptions): void {
  const cacheFault = (text: string) => faultOf(parseCache(text))
  const attestationFault = (text: string) => faultOf(parseAttestation(text))
  refuseEntries('outputs', app.outputs, outputFault)
  refuseEntries('cache-from', app.cacheFrom, cacheFault)
  refuseEntries('cache-to', app.cacheTo, cacheFault)
  refuseEntries('attests', app.attests, attestationFault)
  for (const type of ['provenance', 'sbom'] as const) {
    const given = app[type]
    if (given !== undefined) refuseEntries(type, [attestation(type, given)], attestationFault)
  }
}

function refuseEntries(
  input: InputName,
  entries: readonly string[],
  faultIn: (text: string) => AttributeFault | undefined,
): void {
  for (const [index, entry] of entries.entries()) {
    const found = faultIn(entry)
    if (found === undefined) continue
    const which = entries.length > 1 ? `entry ${index + 1} of \`${input}\`` : `\`${input}\``
    throw new BasehitError('BH078', `${which} is invalid: ${found.fault}`, {
      remedy: 'write comma-separated KEY=VALUE fields, and a field that contains a comma in double quotes',
    })
  }
}

function faultOf(parsed: object): AttributeFault | undefined {
  return isAttributeFault(parsed) ? parsed : undefined
}
