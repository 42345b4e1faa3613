import { parseDuration } from './durations.ts'
import { type FlagValue, type FlagValues, flagFault, readFlags } from './flags.ts'
import type { HealthcheckInstruction } from './instructions.ts'
import { argumentFault, commandOf, located } from './located.ts'
import type { Node } from './nodes.ts'

const millisecond = 1_000_000n

/** Reads a HEALTHCHECK. The flags of HEALTHCHECK NONE are not looked at. BuildKit: instructions/parse.go parseHealthcheck. */
export function readHealthcheck(node: Node): HealthcheckInstruction {
  const [type, ...args] = node.args
  if (type === undefined)
    throw argumentFault(node, 'needs at least one argument', 'write HEALTHCHECK CMD or HEALTHCHECK NONE')
  const keyword = type.toUpperCase()
  if (keyword === 'NONE') {
    if (args.length > 0) throw argumentFault(node, 'NONE takes no arguments', 'write HEALTHCHECK NONE')
    return { ...located(node), kind: 'healthcheck', test: 'none' }
  }
  const flags = readFlags(node, {
    interval: 'text',
    timeout: 'text',
    'start-period': 'text',
    'start-interval': 'text',
    retries: 'text',
  })
  if (keyword !== 'CMD') throw argumentFault(node, `does not know ${type}`, 'write HEALTHCHECK CMD or HEALTHCHECK NONE')
  if (args.length === 0) throw argumentFault(node, 'CMD needs a command', 'write HEALTHCHECK CMD and a command')
  return {
    ...located(node),
    kind: 'healthcheck',
    test: commandOf(args, node.isJson),
    ...interval(flags, 'interval', 'interval'),
    ...interval(flags, 'timeout', 'timeout'),
    ...interval(flags, 'start-period', 'startPeriod'),
    ...interval(flags, 'start-interval', 'startInterval'),
    ...retries(flags.all('retries')[0]),
  }
}

/** Zero is the same as not given. */
function interval<Field extends string>(flags: FlagValues, name: string, field: Field): { [Key in Field]?: number } {
  const given = flags.all(name)[0]
  if (given === undefined || given.value === '') return {}
  const duration = parseDuration(given.value)
  if (duration === undefined) {
    throw flagFault(given.flag, `--${name}=${given.value} is not a duration`, 'write a duration such as 30s or 1m30s')
  }
  if (duration === 0n) return {}
  if (duration < millisecond)
    throw flagFault(
      given.flag,
      `--${name}=${given.value} is shorter than 1ms`,
      'write 1ms or more, or 0 for the default',
    )
  const nanoseconds = Number(duration)
  if (!Number.isSafeInteger(nanoseconds))
    throw flagFault(given.flag, `--${name}=${given.value} is longer than 104 days`, 'write a shorter one')
  return { [field]: nanoseconds } as { [Key in Field]?: number }
}

function retries(given: FlagValue | undefined): { retries?: number } {
  if (given === undefined || given.value === '') return {}
  const count = /^[+-]?[0-9]+$/.test(given.value) ? Number(given.value) : Number.NaN
  if (count >= 0 && count <= 0x7fff_ffff) return count === 0 ? {} : { retries: count }
  throw flagFault(given.flag, `--retries=${given.value} is not a count`, 'write a whole number, 0 or more')
}
