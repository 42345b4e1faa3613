import { parseBool, splitCsv } from '../attributes.ts'

/** A `--device` of a RUN. BuildKit: instructions/commands_rundevice.go Device. */
export interface Device {
  readonly name: string
  readonly required: boolean
}

/** Reads the value of `--device=`, or says what is wrong with it. BuildKit: commands_rundevice.go ParseDevice. */
export function parseDevice(value: string): Device | { readonly fault: string } {
  const fields = splitCsv(value)
  if ('fault' in fields) return fields
  let name = ''
  let required = false
  for (const field of fields) {
    const at = field.indexOf('=')
    const key = (at < 0 ? field : field.slice(0, at)).toLowerCase()
    const written = at < 0 ? undefined : field.slice(at + 1)
    if (key === 'required') {
      const value = written === undefined || parseBool(written)
      if (value === undefined) return { fault: `required=${written} is neither true nor false` }
      required = value
    } else if (key === 'name' && written !== undefined) {
      if (name !== '') return { fault: `the device is already named ${name}` }
      name = written
    } else if (name === '') name = field
    else return { fault: `${field} is not a field of a device` }
  }
  return { name, required }
}
