import { join, resolve } from 'node:path'
import { sha256Hex } from '../image/digest.ts'
import type { Finding } from '../lint/finding.ts'
import { type Landings, landings } from '../lint/landings.ts'
import { lintRequirements, type RequirementsFile } from '../lint/requirements.ts'
import {
  isRequirementsName,
  largestRequirements,
  type RequirementLine,
  readRequirements,
} from '../lint/requirements-text.ts'
import type { Taken } from '../lint/taken.ts'
import type { LoweredBase } from './plan.ts'
import type { World } from './world.ts'

/** Files that are read; a base has few. */
const mostFiles = 32

/** Reads the requirements files that a base takes, and says what is wrong with them. */
export async function requirementsFindings(cwd: string, { files }: World, base: LoweredBase): Promise<Finding[]> {
  const candidates = base.taken.flatMap(requirementsOf)
  if (candidates.length === 0) return []
  const texts = new Map<string, Candidate & { readonly lines: readonly RequirementLine[] }>()
  for (const candidate of candidates.slice(0, mostFiles)) {
    const bytes = await files.read(resolve(cwd, candidate.path)).catch(() => undefined)
    if (bytes === undefined) continue
    texts.set(sha256Hex(bytes), { ...candidate, lines: readRequirements(bytes) })
  }
  const { operations, places } = base.lowered
  const landed = landings(operations, places)
  const known = new Set(landed.files.flatMap(({ paths }) => paths))
  return lintRequirements(filesOf(landed, texts), {
    mayBeThere: path => known.has(path) || landed.unknown.some(directory => isBelow(path, directory)),
    commands: operations.flatMap(operation => (operation.op === 'run' ? [operation.command.join(' ')] : [])),
  })
}

interface Candidate {
  /** As the user would write it. */
  readonly path: string
  readonly pathInContext: string
}

function requirementsOf({ directory, paths, sizeOf }: Taken): Candidate[] {
  const named = [...new Set(paths.filter(path => isRequirementsName(path) && sizeOf(path) <= largestRequirements))]
  return named.map(pathInContext => ({ path: join(directory, pathInContext), pathInContext }))
}

/** The texts with the places where their content lands. */
function filesOf(
  { files }: Landings,
  texts: ReadonlyMap<string, Candidate & { readonly lines: readonly RequirementLine[] }>,
): RequirementsFile[] {
  return [...texts].flatMap(([sha256, { path, pathInContext, lines }]) => {
    const places = files.filter(({ fact }) => fact.sha256 === sha256).flatMap(({ paths }) => paths)
    // Without a place it changed since it was hashed, and the build will say so.
    return places.length === 0 ? [] : [{ path, pathInContext, lines, landings: new Set(places) }]
  })
}

function isBelow(path: string, directory: string): boolean {
  return path === directory || path.startsWith(directory === '/' ? '/' : `${directory}/`)
}
