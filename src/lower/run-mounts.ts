import { posix } from 'node:path'
import { cleanPath } from '../context/entry.ts'
import type { RunInstruction, Stage } from '../dockerfile/instructions.ts'
import { type Mount, parseMount } from '../dockerfile/mounts.ts'
import { findMountStage } from '../dockerfile/stages.ts'
import { BasehitError } from '../errors.ts'
import type { Position } from '../position.ts'
import { selectContextTree } from './files.ts'
import { findNamedContext, lowerImage } from './from.ts'
import type { Lowering } from './lowering.ts'
import { describeNotFound } from './not-found.ts'
import type { FileFact, Ownership, RunMount, Source } from './operations.ts'
import type { Asking } from './questions.ts'
import { expandIn, type StageState } from './stage.ts'
import { noteTransfer } from './transfers.ts'

/** Reads the mounts of a RUN. BuildKit: convert_runmount.go, convert_secrets.go, convert_ssh.go. */
export function* lowerMounts(
  lowering: Lowering,
  stage: Stage,
  state: StageState,
  instruction: RunInstruction,
  lowerOther: (stage: Stage) => Asking<StageState>,
): Asking<RunMount[]> {
  const mounts: RunMount[] = []
  for (const [index, written] of instruction.mounts.entries()) {
    const position = instruction.mountPositions[index] ?? instruction.position
    const expand = (word: string) => expandIn(state, word, position, lowering.escape).value
    const mount = parseMount(written, expand, position)
    mounts.push(yield* lowerMount(lowering, stage, state, mount, position, lowerOther))
  }
  return mounts
}

function* lowerMount(
  lowering: Lowering,
  stage: Stage,
  state: StageState,
  mount: Mount,
  position: Position,
  lowerOther: (stage: Stage) => Asking<StageState>,
): Asking<RunMount> {
  if (mount.type === 'secret') return secretMount(lowering, mount, position)
  if (mount.type === 'ssh') return sshMount(lowering, mount)
  const written = mount.target ?? ''
  const target = mountTarget(state, written, position)
  if (mount.type === 'tmpfs') {
    // BuildKit takes it for a mount of the context, and asks for all of it.
    if (!mount.from) noteTransfer(lowering, '', { sent: [''], needed: [] }, written, position)
    return {
      type: 'tmpfs',
      target,
      ...(mount.size ? { size: mount.size } : {}),
      ...(mount.readonly ? { readonly: true } : {}),
    }
  }
  const source = mount.source ?? ''
  if (mount.type === 'bind') {
    const from: Source = mount.from
      ? yield* mountSource(lowering, stage, mount.from, source, position, lowerOther)
      : { kind: 'files', files: yield* selectMountTree(lowering, '', source, position) }
    return { type: 'bind', target, readonly: mount.readonly, from }
  }
  lowering.facts.cacheMounts.push({
    id: cacheMountId(mount),
    target,
    sharing: mount.sharing ?? 'shared',
    position,
  })
  const owner = cleanPath(`/${source}`) === '/' ? ownership(mount, 0o755) : undefined
  const seed = yield* mountSource(lowering, stage, mount.from ?? 'scratch', source, position, lowerOther)
  const from = seed.kind === 'operation' && seed.input === null ? undefined : seed
  return { type: 'cache', target, readonly: mount.readonly, ...(from ? { from } : {}), ...(owner ? { owner } : {}) }
}

/** What names the content of a cache mount: its id, else its target as written, shortened. BuildKit: convert_runmount.go. */
export function cacheMountId(mount: Mount): string {
  return mount.id ?? cleanPath(mount.target ?? '')
}

function mountTarget(state: StageState, written: string, position: Position): string {
  const target = written.startsWith('/') ? written : cleanPath(`/${state.cwd}/${written}`)
  if (target === '/') {
    throw new BasehitError('BH035', 'a mount cannot take the place of the root directory', {
      position,
      remedy: 'give the mount a target below /',
    })
  }
  return target
}

function* mountSource(
  lowering: Lowering,
  stage: Stage,
  from: string,
  path: string,
  position: Position,
  lowerOther: (stage: Stage) => Asking<StageState>,
): Asking<Source> {
  return yield* sourceFrom(
    lowering,
    findMountStage(lowering.dockerfile, stage, from, position),
    from,
    path,
    position,
    lowerOther,
  )
}

/**
 * Files of a stage, of a local named context or of an image: the three things `from=` can name. Without it a cache
 * begins with `scratch`, which a stage may be called. BuildKit: convert_runmount.go detectRunMount.
 */
export function* sourceFrom(
  lowering: Lowering,
  other: Stage | undefined,
  from: string,
  path: string,
  position: Position,
  lowerOther: (stage: Stage) => Asking<StageState>,
): Asking<Source> {
  const clean = cleanPath(`/${path}`)
  if (other !== undefined) return { kind: 'operation', input: (yield* lowerOther(other)).root, path: clean }
  if (from === 'scratch') return { kind: 'operation', input: null, path: clean }
  const directory = localContext(lowering, from)
  if (directory !== undefined)
    return { kind: 'files', files: yield* selectMountTree(lowering, directory, path, position) }
  const { root } = yield* lowerImage(lowering, from, lowering.options.platform, position)
  return { kind: 'operation', input: root, path: clean }
}

function* selectMountTree(lowering: Lowering, context: string, path: string, position: Position): Asking<FileFact[]> {
  try {
    const selection = selectContextTree(lowering, context, path, position)
    return yield* describeNotFound(lowering.options, context, [], selection)
  } catch (cause) {
    if (!(cause instanceof BasehitError)) throw cause
    const { code, message, remedy } = cause
    throw new BasehitError(code, `the source of a mount: ${message}`, { position: cause.position, remedy, cause })
  }
}

/** The local directory a named context stands for. */
export function localContext(lowering: Lowering, name: string): string | undefined {
  const context = findNamedContext(lowering, name, lowering.options.platform)
  return context?.kind === 'directory' ? context.name : undefined
}

function secretMount(lowering: Lowering, mount: Mount, position: Position): RunMount {
  const id = mount.source || mount.id || (mount.target ? posix.basename(mount.target) : '')
  if (id === '')
    throw new BasehitError('BH035', 'a secret mount needs an id or a target', { position, remedy: 'add id=NAME' })
  lowering.facts.secrets.add(id)
  const target = mount.target || (mount.env === undefined ? `/run/secrets/${posix.basename(id)}` : undefined)
  // A variable has no owner and no mode.
  const owner = target === undefined ? undefined : otherOwnership(mount, 0o400)
  return {
    type: 'secret',
    id,
    ...(target ? { target } : {}),
    ...(mount.env === undefined ? {} : { env: mount.env }),
    required: mount.required,
    ...(owner ? { owner } : {}),
  }
}

function sshMount(lowering: Lowering, mount: Mount): RunMount {
  const id = mount.id || 'default'
  lowering.facts.sshAgents.add(id)
  const owner = otherOwnership(mount, 0o600)
  return {
    type: 'ssh',
    id,
    ...(mount.target ? { target: mount.target } : {}),
    required: mount.required,
    ...(owner ? { owner } : {}),
  }
}

/** Owner and mode, unless they are those of a mount that names none. */
function otherOwnership(mount: Mount, defaultMode: number): Ownership | undefined {
  const { uid = 0, gid = 0, mode = defaultMode } = mount
  return uid === 0 && gid === 0 && mode === defaultMode ? undefined : ownership(mount, defaultMode)
}

/** Owner and mode of a mount that names any of them: for a cache, BuildKit makes a directory then. */
function ownership(mount: Mount, defaultMode: number): Ownership | undefined {
  const { uid, gid, mode } = mount
  if (uid === undefined && gid === undefined && mode === undefined) return undefined
  return { uid: uid ?? 0, gid: gid ?? 0, mode: (mode ?? defaultMode).toString(8).padStart(4, '0') }
}
