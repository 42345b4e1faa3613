import { BasehitError } from '../errors.ts'
import type { Position } from '../position.ts'
import { describeMissing, type Missing } from './missing.ts'

/** A word of EXPOSE, and the ports it names after expansion. */
interface Ports {
  readonly written: string
  readonly specs: readonly string[]
  readonly missing: readonly Missing[]
}

/**
 * Reads a word of EXPOSE, `[[ip:]host:]container[-end][/protocol]`, as the image config's `port/protocol` list.
 * BuildKit: dockerfile2llb/convert_expose.go.
 */
export function exposedPorts(ports: Ports, position: Position): string[] {
  return ports.specs.flatMap(spec => expandPort(spec, ports, position))
}

function expandPort(spec: string, { written, missing }: Ports, position: Position): string[] {
  const container = spec.slice(spec.lastIndexOf(':') + 1)
  const slash = container.indexOf('/')
  const [range, protocol] =
    slash < 0 ? [container, 'tcp'] : [container.slice(0, slash), container.slice(slash + 1) || 'tcp']
  const match = /^(\d{1,5})(?:-(\d{1,5}))?$/.exec(range)
  const start = Number(match?.[1])
  const end = Number(match?.[2] ?? match?.[1])
  if (match === null || start > end || end > 65535 || !/^(tcp|udp|sctp)$/i.test(protocol)) {
    const what = spec === written ? 'is' : `is ${spec}, which is`
    throw new BasehitError('BH035', `EXPOSE ${written} ${what} not a port${describeMissing(missing)}`, {
      position,
      remedy: 'write port, port/udp or start-end',
    })
  }
  return Array.from({ length: end - start + 1 }, (_, i) => `${start + i}/${protocol.toLowerCase()}`)
}
