import type { BuildRequest } from './request.ts'

/**
 * The request's outputs with `push` and `load` written into them as `buildx build --push --load` does.
 * Bake's own `--push` adds nothing beside an output of another type, so `type=local` with push would not be pushed
 * (buildx: commands/build.go against bake/bake.go).
 */
export function pushOutputs(request: Pick<BuildRequest, 'outputs' | 'push' | 'load'>): string[] {
  let outputs = (request.outputs ?? []).filter(output => output !== '')
  if (request.push) outputs = pushed(outputs)
  if (request.load && !outputs.some(isLoad)) outputs = [...outputs, 'type=docker']
  return outputs
}

function pushed(outputs: readonly string[]): string[] {
  const marked = outputs.map(output => {
    const attributes = outputAttributes(output)
    const type = attributes.get('type')
    if (type !== 'image' && type !== 'registry') return output
    const unpack = attributes.has('unpack') ? '' : ',unpack=false'
    return type === 'image' ? `${output},push=true${unpack}` : `${output}${unpack}`
  })
  const isPushed = outputs.some(output => /^(?:image|registry)$/.test(outputAttributes(output).get('type') ?? ''))
  return isPushed ? marked : [...marked, 'type=image,push=true,unpack=false']
}

function isLoad(output: string): boolean {
  const attributes = outputAttributes(output)
  return attributes.get('type') === 'docker' && !attributes.has('dest')
}

/** The attributes of an output such as `type=image,"name=a,b"`; a bare path is a local output (buildx: util/buildflags/export.go). */
export function outputAttributes(output: string): Map<string, string> {
  const fields = csvFields(output)
  if (fields.length === 1 && !output.includes('=')) {
    return new Map([
      ['type', output === '-' ? 'tar' : 'local'],
      ['dest', output],
    ])
  }
  return new Map(
    fields.map(field => {
      const cut = field.indexOf('=')
      const [key, value] = cut < 0 ? [field, ''] : [field.slice(0, cut), field.slice(cut + 1)]
      return [key.trim().toLowerCase(), value] as const
    }),
  )
}

/** The fields of one CSV line, quotes undone. */
export function csvFields(line: string): string[] {
  const fields: string[] = []
  const pattern = /(?:"((?:[^"]|"")*)"|([^,]*))(,|$)/gy
  for (let match = pattern.exec(line); match !== null; match = pattern.exec(line)) {
    fields.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? '')
    if (match[3] === '') break
  }
  return fields
}
