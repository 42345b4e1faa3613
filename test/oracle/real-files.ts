import { chmodSync, lutimesSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { type Build, printDockerfile, type Tree } from './model.ts'

/** Where a build's parts are on disk. */
export interface Places {
  readonly root: string
  readonly context: string
  /** Directories of named contexts by name. */
  readonly contexts: Readonly<Record<string, string>>
}

/** Writes a build's files anew. `note` makes their content another one than any other pair's. */
export function writeBuild(build: Build, root: string, note: string): Places {
  rmSync(root, { recursive: true, force: true })
  const context = join(root, 'context')
  writeTree(context, build.files, build.modes, note)
  writeFileSync(join(context, 'Dockerfile'), printDockerfile(build))
  if (build.ignore !== undefined) writeFileSync(join(context, '.dockerignore'), build.ignore)
  if (build.ownIgnore !== undefined) writeFileSync(join(context, 'Dockerfile.dockerignore'), build.ownIgnore)
  const contexts = Object.entries(build.contexts).flatMap(([name, tree]) =>
    typeof tree === 'string' ? [] : [[name, tree] as const],
  )
  for (const [name, tree] of contexts) writeTree(join(root, 'contexts', name), tree, {}, note)
  return { root, context, contexts: Object.fromEntries(contexts.map(([name]) => [name, join(root, 'contexts', name)])) }
}

/** When the files of a context were changed, in seconds: long before any build, so that a copy shows it. */
const oldest = 1_600_000_000

function writeTree(root: string, tree: Tree, modes: Readonly<Record<string, number>>, note: string): void {
  mkdirSync(root, { recursive: true, mode: 0o755 })
  for (const [path, text] of Object.entries(tree)) {
    const location = join(root, path)
    mkdirSync(path.endsWith('/') ? location : dirname(location), { recursive: true, mode: 0o755 })
    if (path.endsWith('/')) continue
    if (text.startsWith('→')) symlinkSync(text.slice(1), location)
    else writeFileSync(location, `${text}\n# ${note}\n`, { mode: 0o644 })
    const seconds = oldest + path.length * 86_400
    lutimesSync(location, seconds, seconds)
  }
  for (const [path, mode] of Object.entries(modes)) chmodSync(join(root, path), mode)
}
