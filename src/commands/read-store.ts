import { BasehitError } from '../errors.ts'
import { formatReference, parseReference, type Reference, type Repository } from '../image/reference.ts'
import { parseRepository } from '../image/repository.ts'
import type { StoreLocation } from './options.ts'

const layoutScheme = 'oci-layout://'

/**
 * Where bases are kept: the given repository or `oci-layout://` directory, else beside the first tag, else in `layout`.
 * In the app's own repository the tags of bases begin with `base-`. Throws BH001 if nothing says where.
 */
export function readStore(
  given: string | undefined,
  tags: readonly string[],
  layout: string | undefined,
): StoreLocation {
  const apps = tags.map(tag => parseReference(tag))
  if (given?.startsWith(layoutScheme)) return layoutStore(given.slice(layoutScheme.length))
  if (given !== undefined) return registryStore(parseRepository(given), apps)
  const [first] = apps
  if (first !== undefined && !isDockersOwn(first)) return registryStore(beside(first), apps)
  if (layout !== undefined) return layoutStore(layout)
  throw new BasehitError('BH001', noRepository(tags[0]), {
    remedy: 'give `base-repository`, for example `ghcr.io/OWNER/base`',
  })
}

function registryStore(repository: Repository, apps: readonly Repository[]): StoreLocation {
  const isShared = apps.some(app => app.registry === repository.registry && app.repository === repository.repository)
  return { kind: 'registry', repository, tagPrefix: isShared ? 'base-' : '' }
}

function layoutStore(directory: string): StoreLocation {
  if (directory !== '' && !directory.includes('\0')) return { kind: 'layout', directory }
  throw new BasehitError('BH001', `\`${layoutScheme}\` names no directory`, {
    remedy: `write \`${layoutScheme}DIRECTORY\`, for example \`${layoutScheme}.basehit\``,
  })
}

function beside({ registry, repository }: Reference): Repository {
  return parseRepository(`${formatReference({ registry, repository })}-base`)
}

/** A name without an owner means Docker's official images, where nobody else can push: it names an image of one machine. */
function isDockersOwn({ registry, repository }: Repository): boolean {
  return registry === 'docker.io' && repository.startsWith('library/')
}

function noRepository(tag: string | undefined): string {
  const fact = tag === undefined ? 'there are no tags' : `the tag \`${tag}\` names no owner`
  return `no base-repository is given, and none can be derived: ${fact}`
}
