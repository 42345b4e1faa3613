import { canonicalJson, compareCodePoints } from '../canonical.ts'
import type { CopyOperation, FileFact, Operation, RunMount, RunOperation, Source, Text } from '../lower/operations.ts'
import { alignOperations } from './align.ts'
import { type Change, type ChangeKind, difference } from './change.ts'
import { fileChanges } from './file-changes.ts'
import { type Names, unnamed } from './names.ts'
import type { Recipe } from './recipe.ts'

export type { Change, ChangeKind } from './change.ts'

/** What the two sides of a comparison know beside their recipes. */
export interface BothNames {
  readonly before: Names
  readonly after: Names
}

/** Lists every difference between two recipes, once each, in the order of the newer one. Empty exactly for equal recipes. */
export function recipeChanges(
  before: Recipe,
  after: Recipe,
  names: BothNames = { before: unnamed, after: unnamed },
): Change[] {
  const changes: Change[] = [
    ...fieldChanges('setting', settings(before), settings(after)),
    ...alignOperations(before.operations, after.operations).flatMap(pair =>
      operationChanges(pair.before, pair.after, names),
    ),
    ...variableChanges(before.config.env, after.config.env),
    ...fieldChanges('config', { ...before.config, env: undefined }, { ...after.config, env: undefined }),
  ]
  const once = new Map(changes.map(change => [canonicalJson(change), change]))
  if (once.size === 0 && canonicalJson(before) !== canonicalJson(after)) {
    return [{ kind: 'instruction', subject: 'the order of the steps', change: 'changed' }]
  }
  return [...once.values()]
}

function settings(recipe: Recipe): Record<string, unknown> {
  return {
    platform: recipe.platform,
    salt: recipe.salt,
    SOURCE_DATE_EPOCH: recipe.sourceDateEpoch,
    recipe: recipe.recipe,
  }
}

function fieldChanges(
  kind: ChangeKind,
  before: Readonly<Record<string, unknown>>,
  after: Readonly<Record<string, unknown>>,
): Change[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort(compareCodePoints)
  const field = (of: Readonly<Record<string, unknown>>, name: string) =>
    Object.hasOwn(of, name) ? printed(of[name]) : undefined
  return names.flatMap(name => difference(kind, name, field(before, name), field(after, name)))
}

function printed(value: unknown): string | undefined {
  if (value === undefined || typeof value === 'string') return value
  return canonicalJson(value)
}

function variableChanges(before: Readonly<Record<string, Text>>, after: Readonly<Record<string, Text>>): Change[] {
  return fieldChanges('variable', before, after)
}

function operationChanges(before: Operation | undefined, after: Operation | undefined, names: BothNames): Change[] {
  const sample = after ?? before
  if (sample === undefined) return []
  if (before === undefined || after === undefined) {
    const whole = describe(sample, before === undefined ? names.after : names.before)
    return [{ kind: whole.kind, subject: whole.subject, change: before === undefined ? 'added' : 'removed' }]
  }
  if (before.op === 'run' && after.op === 'run') return runChanges(before, after, names)
  if (before.op === 'copy' && after.op === 'copy') return copyChanges(before, after, names)
  if (before.op === 'image' && after.op === 'image') {
    return [
      ...imageChanges(before.image, after.image, names),
      ...difference('setting', 'platform of an upstream', before.platform, after.platform),
    ]
  }
  return fieldChanges('instruction', { ...before, input: undefined }, { ...after, input: undefined })
}

/** A digest stands for a tag that moved only where both are known under one name; else each is printed with its own. */
function imageChanges(before: string, after: string, names: BothNames): Change[] {
  if (before === after) return []
  const [old, now] = [names.before.image(before) ?? before, names.after.image(after) ?? after]
  const subject = `FROM ${withoutDigest(now)}`
  return withoutDigest(old) === withoutDigest(now)
    ? difference('upstream', subject, before, after)
    : difference('upstream', subject, pinned(old, before), pinned(now, after))
}

/** A name with the digest it stands for. */
function pinned(name: string, image: string): string {
  return image.startsWith('sha256:') && name !== image ? `${withoutDigest(name)}@${image}` : image
}

function withoutDigest(image: string): string {
  return image.replace(/(?<=.)@sha256:.*$/, '')
}

/** An operation in a few words. */
function describe(operation: Operation, names: Names): { kind: ChangeKind; subject: string } {
  switch (operation.op) {
    case 'image':
      return { kind: 'upstream', subject: `FROM ${names.image(operation.image) ?? operation.image}` }
    case 'run':
      return { kind: 'run', subject: commandText(operation) }
    case 'copy':
      return { kind: 'instruction', subject: `COPY to ${operation.destination}` }
    case 'mkdir':
      return { kind: 'instruction', subject: `WORKDIR ${operation.path}` }
    case 'http':
      return { kind: 'file', subject: shownText(operation.url, `a download of ${operation.filename}`) }
    case 'git':
      return { kind: 'file', subject: shownText(operation.remote, `a repository at ${operation.commit}`) }
  }
}

/** A text, or what stands for one that is recorded as its hash. */
function shownText(text: Text, otherwise: string): string {
  return typeof text === 'string' ? text : otherwise
}

function commandText(operation: RunOperation): string {
  const { command } = operation
  return `RUN ${command[0] === '/bin/sh' && command[1] === '-c' ? command.slice(2).join(' ') : canonicalJson(command)}`
}

const runParts: ReadonlySet<string> = new Set(['op', 'input', 'command', 'env', 'mounts'])

function runChanges(before: RunOperation, after: RunOperation, names: BothNames): Change[] {
  const rest = (operation: RunOperation) =>
    Object.fromEntries(Object.entries(operation).filter(([name]) => !runParts.has(name)))
  return [
    ...difference('run', commandText(after), commandText(before), commandText(after)),
    ...variableChanges(before.env, after.env),
    ...mountChanges(before.mounts ?? [], after.mounts ?? [], names),
    ...fieldChanges('run', rest(before), rest(after)),
  ]
}

function mountChanges(before: readonly RunMount[], after: readonly RunMount[], names: BothNames): Change[] {
  const byTarget = (mounts: readonly RunMount[]) =>
    new Map(mounts.map(mount => [`${mount.type} ${mount.target ?? ('id' in mount ? mount.id : '')}`, mount]))
  const [old, now] = [byTarget(before), byTarget(after)]
  return [...new Set([...old.keys(), ...now.keys()])].flatMap(target => {
    const [one, other] = [old.get(target), now.get(target)]
    const destination = other?.target ?? one?.target ?? ''
    const files = fileChanges(
      { files: mountFiles(one), names: names.before, destination },
      { files: mountFiles(other), names: names.after, destination },
    )
    if (files.length > 0) return files
    return difference('mount', target, printed(mountParts(one)), printed(mountParts(other)))
  })
}

/** A mount without the number of the operation it takes files of, which shifts with every step before it. */
function mountParts(mount: RunMount | undefined): unknown {
  if (mount === undefined || !('from' in mount) || mount.from === undefined) return mount
  return { ...mount, from: withoutInput(mount.from) }
}

function mountFiles(mount: RunMount | undefined): readonly FileFact[] {
  return mount !== undefined && 'from' in mount && mount.from?.kind === 'files' ? mount.from.files : []
}

function copyChanges(before: CopyOperation, after: CopyOperation, names: BothNames): Change[] {
  const parts = (operation: CopyOperation) => ({ ...operation, input: undefined, from: undefined, op: undefined })
  const others = (operation: CopyOperation) => operation.from.filter(source => source.kind !== 'files')
  const [old, now] = [others(before), others(after)]
  return [
    ...fileChanges(
      { files: before.from.flatMap(sourceFiles), names: names.before, destination: before.destination },
      { files: after.from.flatMap(sourceFiles), names: names.after, destination: after.destination },
    ),
    ...fieldChanges('instruction', parts(before), parts(after)),
    ...(canonicalJson(old.map(withoutInput)) === canonicalJson(now.map(withoutInput))
      ? []
      : difference('instruction', `what is copied to ${after.destination}`, canonicalJson(old), canonicalJson(now))),
  ]
}

function withoutInput(source: Source): unknown {
  return source.kind === 'operation' ? { ...source, input: undefined } : source
}

function sourceFiles(source: Source): readonly FileFact[] {
  return source.kind === 'files' ? source.files : []
}
