import { cleanPath } from '../context/entry.ts'
import { BasehitError } from '../errors.ts'
import { listed } from '../listing.ts'
import type { Position } from '../position.ts'
import type { Finding } from './finding.ts'
import type { RequirementLine } from './requirements-text.ts'

/** A requirements file that a base copies. */
export interface RequirementsFile {
  /** As the user would write it. */
  readonly path: string
  /** Relative to its context. */
  readonly pathInContext: string
  readonly lines: readonly RequirementLine[]
  /** Where it lands; several where it lands several times, or that is not known. */
  readonly landings: ReadonlySet<string>
}

/** What surrounds the requirements files of a base. */
export interface Surroundings {
  /** Whether a file is there when a command of the base runs, as far as that is known. */
  readonly mayBeThere: (path: string) => boolean
  /** The texts of the base's commands. */
  readonly commands: readonly string[]
}

/** BH140 for what no pip can follow, and BH141 for indexes that take each other's place, file by file. */
export function lintRequirements(files: readonly RequirementsFile[], surroundings: Surroundings): Finding[] {
  const edges = files.flatMap(file => includesOf(file, files))
  return [
    ...loops(files, edges).map(loop => loopFinding(loop, surroundings)),
    ...edges.filter(edge => isMissing(edge, surroundings)).map(missing),
    ...files.flatMap(outsiders),
    ...files.flatMap(file => confusable(file, files, edges)),
  ]
}

type Include = RequirementLine & { readonly kind: 'include' }

/** One include, with the file it names if that is one of the known. */
interface Edge {
  readonly from: RequirementsFile
  readonly include: Include
  /** The paths that it may mean. */
  readonly paths: readonly string[]
  readonly to: RequirementsFile | undefined
}

function includesOf(file: RequirementsFile, files: readonly RequirementsFile[]): Edge[] {
  return file.lines
    .filter((line): line is Include => line.kind === 'include')
    .map(include => {
      const { path } = include
      const paths = [...file.landings].map(landing => cleanPath(path.startsWith('/') ? path : `${landing}/../${path}`))
      const to = files.find(other => paths.some(each => other.landings.has(each)))
      return { from: file, include, paths, to }
    })
}

/** Each circle of includes once, beginning with its first file. */
function loops(files: readonly RequirementsFile[], edges: readonly Edge[]): (readonly Edge[])[] {
  const found: (readonly Edge[])[] = []
  const done = new Set<RequirementsFile>()
  const visit = (file: RequirementsFile, way: readonly Edge[]) => {
    const start = way.findIndex(({ from }) => from === file)
    if (start >= 0) found.push(way.slice(start))
    if (start >= 0 || done.has(file)) return
    for (const edge of edges) if (edge.from === file && edge.to !== undefined) visit(edge.to, [...way, edge])
    done.add(file)
  }
  for (const file of files) visit(file, [])
  return found
}

/** pip ends at a circle, uv may pass over it. A file that no command names may be there for another reason. */
function loopFinding(loop: readonly Edge[], { commands }: Surroundings): Finding {
  const names = loop.map(({ from }) => from.path)
  const isInstalled = commands.some(
    text => /\bpip\d?\b/.test(text) && !/\buv\b/.test(text) && names.some(name => text.includes(lastName(name))),
  )
  const fact = names.length === 1 ? `${names[0]} includes itself` : `${listed(names)} include one another in a circle`
  const fault = new BasehitError('BH140', `${fact}: pip stops at it`, {
    position: placeOf(loop.at(-1)),
    remedy: 'remove this line, or another of the circle',
  })
  return { severity: isInstalled ? 'error' : 'warning', fault }
}

function lastName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}

function isMissing({ paths, to }: Edge, { mayBeThere }: Surroundings): boolean {
  return to === undefined && !paths.some(mayBeThere)
}

function missing(edge: Edge): Finding {
  const { flag, path } = edge.include
  const fault = new BasehitError('BH140', `\`${flag} ${path}\` names a file that the base does not copy beside it`, {
    position: placeOf(edge),
    remedy: `copy ${path} too, or remove the line`,
  })
  return { severity: 'warning', fault }
}

function placeOf(edge: Edge | undefined): Position | undefined {
  return edge === undefined ? undefined : placeIn(edge.from, edge.include)
}

function placeIn({ path }: RequirementsFile, { line, column }: RequirementLine): Position {
  return { file: path, line, column }
}

/** Projects in directories that no COPY can reach. */
function outsiders(file: RequirementsFile): Finding[] {
  return file.lines.flatMap((line): Finding[] => {
    if (line.kind !== 'directory' || line.path.startsWith('/')) return []
    const reached = cleanPath(`${file.pathInContext}/../${line.path}`)
    if (reached !== '..' && !reached.startsWith('../')) return []
    const fault = new BasehitError('BH140', `\`${line.written}\` leads out of the context: no COPY can bring it`, {
      position: placeIn(file, line),
      remedy: 'move it into the context, or install it as a package',
    })
    return [{ severity: 'warning', fault }]
  })
}

/** A second index for packages without hashes, in a file and all that are read with it. */
function confusable(file: RequirementsFile, files: readonly RequirementsFile[], edges: readonly Edge[]): Finding[] {
  const index = file.lines.find(({ kind }) => kind === 'extra-index')
  if (index === undefined) return []
  const kinds = new Set(together(file, files, edges).flatMap(({ lines }) => lines.map(({ kind }) => kind)))
  if (kinds.has('hash') || !kinds.has('package')) return []
  const fault = new BasehitError(
    'BH141',
    '`--extra-index-url` without `--hash`: whoever publishes a higher version of a name on either index is installed',
    {
      position: placeIn(file, index),
      remedy: 'add hashes (`pip-compile --generate-hashes`), or name one index with `--index-url`',
    },
  )
  return [{ severity: 'warning', fault }]
}

function together(file: RequirementsFile, files: readonly RequirementsFile[], edges: readonly Edge[]) {
  const group = new Set([file])
  for (let size = 0; size < group.size; ) {
    size = group.size
    for (const { from, to } of edges) {
      if (to === undefined || group.has(from) === group.has(to)) continue
      group.add(from).add(to)
    }
  }
  return files.filter(each => group.has(each))
}
