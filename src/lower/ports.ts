import { BasehitError } from '../errors.ts'
import type { Position } from '../position.ts'

/**
 * Reads EXPOSE words, `[[ip:]host:]container[-end][/protocol]`, as the image config's `port/protocol` list.
 * BuildKit: dockerfile2llb/convert_expose.go.
 */
export function exposedPorts(specs: readonly string[], position: Position): string[] {
  return specs.flatMap(spec => expandPort(spec, position))
}

function expandPort(spec: string, position: Position): string[] {
  const container = spec.slice(spec.lastIndexOf(':') + 1)
  const slash = container.indexOf('/')
  const [range, protocol] =
    slash < 0 ? [container, 'tcp'] : [container.slice(0, slash), container.slice(slash + 1) || 'tcp']
  const match = /^(\d{1,5})(?:-(\d{1,5}))?$/.exec(range)
  const start = Number(match?.[1])
  const end = Number(match?.[2] ?? match?.[1])
  if (match === null || start > end || end > 65535 || !/^(tcp|udp|sctp)$/i.test(protocol)) {
    throw new BasehitError('BH035', `EXPOSE ${spec} is not a port`, {
      position,
      remedy: 'write port, port/udp or start-end',
    })
  }
  return Array.from({ length: end - start + 1 }, (_, i) => `${start + i}/${protocol.toLowerCase()}`)
}
