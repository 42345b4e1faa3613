import { parseDevice } from './devices.ts'
import { type FlagValue, flagFault, readFlags } from './flags.ts'
import type { RunInstruction } from './instructions.ts'
import { commandOf, located } from './located.ts'
import { checkMount } from './mounts.ts'
import type { Node } from './nodes.ts'
import { suggestRemedy } from './suggest.ts'

const networks = ['default', 'none', 'host'] as const
const securities = ['sandbox', 'insecure'] as const

/** Reads a RUN. Mounts are checked, but not read: that needs variables. BuildKit: instructions/parse.go parseRun. */
export function readRun(node: Node): RunInstruction {
  const flags = readFlags(node, { mount: 'list', network: 'text', security: 'text', device: 'list' })
  const mounts = flags.all('mount')
  for (const { value, flag } of mounts) checkMount(value, flag.position)
  const network = oneOf(networks, 'network', flags.all('network')[0])
  const security = oneOf(securities, 'security', flags.all('security')[0])
  const devices = flags.all('device').map(readDeviceValue)
  return {
    ...located(node),
    kind: 'run',
    command: commandOf(node.args, node.isJson),
    heredocs: node.heredocs,
    mounts: mounts.map(({ value }) => value),
    mountPositions: mounts.map(({ flag }) => flag.position),
    ...(network && { network }),
    ...(security && { security }),
    devices,
  }
}

function oneOf<Name extends string>(
  known: readonly Name[],
  name: string,
  given: FlagValue | undefined,
): Name | undefined {
  if (given === undefined) return undefined
  const found = known.find(one => one === given.value)
  if (found !== undefined) return found
  throw flagFault(given.flag, `--${name}=${given.value} is not known`, suggestRemedy(given.value, known))
}

function readDeviceValue({ value, flag }: FlagValue): string {
  const device = parseDevice(value)
  if ('fault' in device)
    throw flagFault(flag, `--device=${value}: ${device.fault}`, 'write --device=NAME, or --device=NAME,required')
  return value
}
