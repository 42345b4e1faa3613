import { parseBool } from '../attributes.ts'
import { cleanPath, rootedPath } from '../context/entry.ts'
import { BasehitError } from '../errors.ts'
import type { Position } from '../position.ts'
import { text } from './environment.ts'
import type { GitOperation } from './operations.ts'
import { shownUrl } from './remote.ts'
import type { Expanded } from './stage.ts'

/** What the address of a Git repository says, before it is asked whether that is one commit for ever. */
interface GitAddress {
  /** Host and path: BuildKit's name of the repository, the same over HTTPS and SSH. No login is kept. */
  readonly remote: string
  readonly ref: string
  readonly subdir: string
  readonly query: URLSearchParams
}

/** Whether a source of ADD names a Git repository. BuildKit: frontend/dockerfile/dfgitutil, util/sshutil/scpurl.go. */
export function isRemoteGit(source: string): boolean {
  return splitAddress(source) !== undefined
}

function splitAddress(source: string): { host: string; path: string; query: string; fragment: string } | undefined {
  const url = /^(https?|ssh|git):\/\/(?:[^/?#]*@)?([^/?#]*)([^?#]*)(?:\?([^#]*))?(?:#(.*))?$/is.exec(source)
  if (url !== null) {
    const [, scheme = '', host = '', written = '', query = '', fragment = ''] = url
    const path = decoded(written) ?? written
    if (/^http/i.test(scheme) && !path.endsWith('.git')) return undefined
    return { host, path, query, fragment: decoded(fragment) ?? fragment }
  }
  const scp = /^[a-zA-Z0-9_-]+@([a-zA-Z0-9.-]+):([^\n]*?)(?:\?([^\n]*?))?(?:#([^\n]*))?$/.exec(source)
  if (scp === null) return undefined
  const [, host = '', path = '', query = '', fragment = ''] = scp
  return { host, path, query, fragment }
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}

/**
 * A Git repository at one commit; undefined for a source that is none. A branch or a tag moves, so it is refused with
 * BH032; arguments that BuildKit refuses stop with BH035.
 * BuildKit: convert_copy.go, the branch for Git; source/git/source.go shaToCacheKey.
 */
export function remoteGit(
  source: Expanded,
  flags: { readonly checksum: string | undefined; readonly keepGitDir: boolean | undefined },
  position: Position,
): GitOperation | undefined {
  const parts = splitAddress(source.value)
  if (parts === undefined) return undefined
  const shown = `ADD ${shownUrl(source)}`
  const refuse = (fact: string) =>
    new BasehitError('BH035', `${shown}: ${fact}`, {
      position,
      remedy: 'write ADD https://HOST/PATH.git#<commit>:<directory>',
    })
  const address = readAddress(parts, refuse)
  const fromQuery = address.query.get('checksum') ?? address.query.get('commit') ?? undefined
  const checksum = agreed('--checksum', flags.checksum, fromQuery, refuse) ?? ''
  const kept = agreed('--keep-git-dir', flags.keepGitDir, flag(address.query, 'keep-git-dir', refuse), refuse) === true
  const withSubmodules = flag(address.query, 'submodules', refuse) !== false
  flag(address.query, 'fetch-by-commit', refuse)
  const commit = commitOf(address.ref, checksum, kept, refuse)
  if (commit === undefined) throw moves(shown, kept, position)
  return {
    op: 'git',
    remote: text(address.remote, source.concealed),
    commit,
    ...(address.subdir && { subdir: text(address.subdir, source.concealed) }),
    ...(kept && { gitDir: true as const }),
    ...(!withSubmodules && { submodules: false as const }),
    ...(address.query.get('mtime') === 'commit' && { mtime: 'commit' as const }),
  }
}

const isCommit = (text: string) => /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(text)

/** The commit that a ref or a checksum names in full. With the Git directory the name of the ref is in the image too. */
function commitOf(ref: string, checksum: string, kept: boolean, refuse: (fact: string) => BasehitError) {
  if (checksum !== '' && !/^[a-fA-F0-9]+$/.test(checksum)) throw refuse(`checksum ${checksum} is not a commit`)
  if (isCommit(ref)) {
    if (ref.startsWith(checksum)) return ref
    throw refuse(`checksum ${checksum} is not of commit ${ref}`)
  }
  return isCommit(checksum) && !kept ? checksum : undefined
}

function moves(shown: string, kept: boolean, position: Position): BasehitError {
  const fact = kept
    ? 'with --keep-git-dir a branch or tag is part of the result, and it moves'
    : 'a branch or tag of a Git repository moves, so what it holds is not known beforehand'
  return new BasehitError('BH032', `${shown}: ${fact}`, {
    position,
    remedy: `name the commit in full: #<40 hex digits>${kept ? '' : ', or --checksum=<40 hex digits> beside the branch'}`,
  })
}

const known = [
  'ref',
  'tag',
  'branch',
  'subdir',
  'checksum',
  'commit',
  'keep-git-dir',
  'submodules',
  'mtime',
  'fetch-by-commit',
]
const mayBeEmpty = ['submodules', 'keep-git-dir', 'fetch-by-commit']

function readAddress(
  parts: { host: string; path: string; query: string; fragment: string },
  refuse: (fact: string) => BasehitError,
): GitAddress {
  const query = new URLSearchParams(parts.query)
  for (const key of new Set(query.keys())) {
    if (!known.includes(key)) throw refuse(`\`${key}\` is no parameter of a Git address`)
    if (query.getAll(key).length > 1) throw refuse(`\`${key}\` is given twice`)
    if (query.get(key) === '' && !mayBeEmpty.includes(key)) throw refuse(`\`${key}\` has no value`)
  }
  if (query.has('checksum') && query.has('commit')) throw refuse('`checksum` and `commit` are the same parameter')
  if (query.has('tag') && query.has('branch')) throw refuse('`tag` and `branch` exclude each other')
  const mtime = query.get('mtime') ?? 'checkout'
  if (mtime !== 'checkout' && mtime !== 'commit') throw refuse(`mtime is \`checkout\` or \`commit\`, not \`${mtime}\``)
  const [ref = '', ...directory] = parts.fragment.split(':')
  const subdirs = [rootedPath(directory.join(':')), query.get('subdir') ?? '']
  const refs = [ref, query.get('ref') ?? '', named(query, 'tag', 'refs/tags/'), named(query, 'branch', 'refs/heads/')]
  return {
    remote: `${parts.host.toLowerCase()}${cleanPath(`/${parts.path}`)}`,
    ref: onlyOne('ref', refs, refuse),
    subdir: rootedPath(onlyOne('subdir', subdirs, refuse)),
    query,
  }
}

function named(query: URLSearchParams, key: string, prefix: string): string {
  const value = query.get(key)
  return value === null || value.startsWith(prefix) ? (value ?? '') : `${prefix}${value}`
}

function onlyOne(what: string, values: readonly string[], refuse: (fact: string) => BasehitError): string {
  const given = [...new Set(values.filter(value => value !== ''))]
  if (given.length > 1) throw refuse(`${what} is both \`${given[0]}\` and \`${given[1]}\``)
  return given[0] ?? ''
}

function agreed<T>(flag: string, one: T | undefined, other: T | undefined, refuse: (fact: string) => BasehitError) {
  if (one !== undefined && other !== undefined && one !== other)
    throw refuse(`${flag}=${one}, and the address says ${other}`)
  return other ?? one
}

/** Go's strconv.ParseBool; a parameter without value is true. */
function flag(query: URLSearchParams, key: string, refuse: (fact: string) => BasehitError): boolean | undefined {
  const value = query.get(key)
  if (value === null) return undefined
  const parsed = value === '' || parseBool(value)
  if (parsed !== undefined) return parsed
  throw refuse(`${key} is true or false, not \`${value}\``)
}
