import { randomBytes } from 'node:crypto'
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll } from 'vitest'

const root = mkdtempSync(join(tmpdir(), 'basehit-e2e-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))

/** A user's project folder, with repository names that no other test uses. */
export interface Project {
  readonly directory: string
  /** `HOST/NAMESPACE/app`. */
  readonly app: string
  /** The app's repository inside its registry, `NAMESPACE/app`. */
  readonly appRepository: string
  /** Where Basehit puts the bases of that app when nothing is said, `NAMESPACE/app-base`. */
  readonly baseRepository: string
  /** Writes files; a name that ends in `.sh` may be executed. */
  write(files: Readonly<Record<string, string>>): void
  remove(path: string): void
}

/** The world's registry, `HOST:PORT`. */
export function registryHost(): string {
  return required('BASEHIT_REGISTRY')
}

/** A variable of the world, which test/e2e/world.ts sets. */
export function required(name: string): string {
  const value = process.env[name]
  if (value === undefined || value === '') throw new Error(`${name} is not set: run this under test/e2e/world.ts`)
  return value
}

/** A repository namespace that nobody has used before. */
export function freshNamespace(): string {
  return `e2e/t${randomBytes(5).toString('hex')}`
}

/** A new directory that lives as long as the test file. */
export function freshDirectory(): string {
  return mkdtempSync(join(root, 'd-'))
}

/** Makes a project folder that holds these files. */
export function createProject(files: Readonly<Record<string, string>>, host: string = registryHost()): Project {
  const directory = freshDirectory()
  const namespace = freshNamespace()
  const project: Project = {
    directory,
    app: `${host}/${namespace}/app`,
    appRepository: `${namespace}/app`,
    baseRepository: `${namespace}/app-base`,
    write: written => {
      for (const [path, text] of Object.entries(written)) writeAt(join(directory, path), text)
    },
    remove: path => rmSync(join(directory, path), { recursive: true }),
  }
  project.write(files)
  return project
}

function writeAt(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text)
  // The mode is a fact of the base, so it must not depend on the umask of whoever runs the tests.
  chmodSync(path, path.endsWith('.sh') ? 0o755 : 0o644)
}
