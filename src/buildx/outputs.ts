import { parseBool } from '../attributes.ts'
import { BasehitError } from '../errors.ts'
import { type AttributeFault, type Attributes, booleanFault, isAttributeFault, parseOutput } from './attributes.ts'
import type { BuildRequest } from './request.ts'

/** What of a request decides what is exported. */
export type ExportRequest = Pick<BuildRequest, 'outputs' | 'push' | 'load' | 'tags'>

/** An output that goes to a registry. */
export interface PushedOutput {
  readonly attributes: Attributes
  /** The tags, or where there are none the names of the output itself. buildx: build/opt.go toSolveOpt */
  readonly names: readonly string[]
}

/**
 * The request's outputs with `push` and `load` written into them as `buildx build --push --load` does.
 * Bake's own `--push` adds nothing beside an output of another type, so `type=local` with push would not be pushed
 * (buildx: commands/build.go against bake/bake.go). Those that push come last: the digest of the last output is the one
 * in the metadata (BuildKit: solver/llbsolver/export.go runExporters).
 */
export function pushOutputs(request: Pick<ExportRequest, 'outputs' | 'push' | 'load'>): string[] {
  let outputs = (request.outputs ?? []).filter(output => output !== '')
  if (request.push) outputs = pushed(outputs)
  if (request.load && !outputs.some(isLoad)) outputs = [...outputs, 'type=docker']
  const isLast = (output: string) => isPushed(outputAttributes(output))
  return [...outputs.filter(output => !isLast(output)), ...outputs.filter(isLast)]
}

/** The outputs that push, in order. Throws BH078 as `outputAttributes` does. */
export function pushedOutputs(request: ExportRequest): readonly PushedOutput[] {
  const tags = request.tags ?? []
  return pushOutputs(request)
    .map(outputAttributes)
    .filter(isPushed)
    .map(attributes => ({ attributes, names: tags.length > 0 ? tags : namesOf(attributes) }))
}

/**
 * The outputs with the tags written into them, and what is pushed put under its digest alone, in the given repositories:
 * BuildKit pushes no tag by digest (util/push/push.go), and tags of the request would become the names of all outputs.
 */
export function digestOutputs(request: ExportRequest, repositories: readonly string[]): string[] {
  const names = (request.tags ?? []).length > 0 ? [nameField(request.tags ?? [])] : []
  return pushOutputs(request).map(output => {
    const attributes = outputAttributes(output)
    if (isPushed(attributes)) return [output, nameField(repositories), 'push-by-digest=true'].join(',')
    return /^(?:image|oci|docker)$/.test(attributes.get('type') ?? '') ? [output, ...names].join(',') : output
  })
}

/** Whether an output goes to a registry. buildx: build/opt.go CreateExports; BuildKit: exporter/containerimage/export.go */
export function isPushed(attributes: Attributes): boolean {
  const type = attributes.get('type')
  const push = attributes.get('push')
  return type === 'registry' || (type === 'image' && push !== undefined && isOn(push))
}

/** Whether an output writes other layers than those that were built. BuildKit: exporter/containerimage/opts.go */
export function rewritesTimestamps(attributes: Attributes): boolean {
  return isImage(attributes) && parseBool(attributes.get('rewrite-timestamp') ?? '') === true
}

/** Whether an attribute that may stand without a value is on. */
export function isOn(value: string | undefined): boolean {
  return value !== undefined && (value === '' || parseBool(value) === true)
}

/** What BuildKit would refuse of an output before it exports. BuildKit: exporter/containerimage/{opts,export}.go, exporter/oci/export.go */
export function outputFault(text: string): AttributeFault | undefined {
  const attributes = parseOutput(text)
  if (isAttributeFault(attributes)) return attributes
  if (!isImage(attributes)) return undefined
  const type = attributes.get('type')
  const own = type === 'image' ? ['push', ...imageSwitches] : type === 'registry' ? imageSwitches : ['tar']
  return booleanFault(attributes, commitSwitches, ['force-compression', ...own])
}

const commitSwitches = [
  'rewrite-timestamp',
  'oci-mediatypes',
  'oci-artifact',
  'attestation-inline',
  'prefer-nondist-layers',
]
const imageSwitches = ['push-by-digest', 'registry.insecure', 'unpack', 'store', 'name-canonical']

/** The attributes of an output such as `type=image,"name=a,b"`. Throws BH078 for one that buildx refuses. */
export function outputAttributes(output: string): Attributes {
  const attributes = parseOutput(output)
  if (!isAttributeFault(attributes)) return attributes
  throw new BasehitError('BH078', `an output is invalid: ${attributes.fault}`)
}

function pushed(outputs: readonly string[]): string[] {
  const marked = outputs.map(output => {
    const attributes = outputAttributes(output)
    const type = attributes.get('type')
    if (type !== 'image' && type !== 'registry') return output
    const unpack = attributes.has('unpack') ? '' : ',unpack=false'
    return type === 'image' ? `${output},push=true${unpack}` : `${output}${unpack}`
  })
  const isMarked = outputs.some(output => /^(?:image|registry)$/.test(outputAttributes(output).get('type') ?? ''))
  return isMarked ? marked : [...marked, 'type=image,push=true,unpack=false']
}

function isLoad(output: string): boolean {
  const attributes = outputAttributes(output)
  return attributes.get('type') === 'docker' && !attributes.get('dest')
}

function isImage(attributes: Attributes): boolean {
  return /^(?:image|registry|oci|docker)$/.test(attributes.get('type') ?? '')
}

function namesOf(attributes: Attributes): readonly string[] {
  return (attributes.get('name') ?? '').split(',').filter(name => name !== '')
}

function nameField(names: readonly string[]): string {
  return `"name=${names.join(',').replaceAll('"', '""')}"`
}
