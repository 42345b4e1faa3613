import type { AddInstruction, CopyInstruction, InlineFile, Stage } from '../dockerfile/instructions.ts'
import { findCopyStage } from '../dockerfile/stages.ts'
import { BasehitError } from '../errors.ts'
import type { Position } from '../position.ts'
import { text } from './environment.ts'
import { selectContextFiles } from './files.ts'
import { isRemoteGit, remoteGit } from './git.ts'
import type { Lowering } from './lowering.ts'
import { describeNotFound } from './not-found.ts'
import type { CopyOperation, Source } from './operations.ts'
import { destinationPath } from './paths.ts'
import type { Asking } from './questions.ts'
import { remoteFile, shownUrl } from './remote.ts'
import { localContext, sourceFrom } from './run-mounts.ts'
import { type Expanded, expandIn, type StageState } from './stage.ts'

/** Copies files of the context, of a stage, of an image or of the Dockerfile itself. BuildKit: convert_copy.go dispatchCopy. */
export function* lowerCopy(
  lowering: Lowering,
  stage: Stage,
  state: StageState,
  instruction: CopyInstruction,
  lowerOther: (stage: Stage) => Asking<StageState>,
): Asking<void> {
  const { position, from, excludes } = instruction
  const parents = instruction.parents ? ('keep' as const) : ('drop' as const)
  const sources: Source[] = []
  const other = from === undefined ? undefined : findCopyStage(lowering.dockerfile, stage, from, position)
  const directory = from === undefined ? '' : other === undefined ? localContext(lowering, from) : undefined
  for (const written of instruction.sources) {
    const expanded = expandIn(state, written, position, lowering.escape)
    refuseRemote(expanded, position)
    const source = expanded.value
    if (directory !== undefined) {
      const selection = selectContextFiles(lowering, directory, source, { exclude: excludes, parents, position })
      const files = yield* describeNotFound(lowering.options, directory, expanded.missing, selection)
      spendOnFiles(state, files, sources.push({ kind: 'files', files }), position)
    } else {
      const taken = yield* sourceFrom(lowering, other, from ?? '', source, position, lowerOther)
      sources.push({ ...taken, ...(parents === 'keep' ? { parents: source } : {}) })
    }
  }
  addCopy(lowering, state, instruction, [...sources, ...inlineSources(state, instruction.inline, position)])
}

/** Adds files of the context, archives unpacked, a remote file with a checksum or a Git repository at a commit. */
export function* lowerAdd(lowering: Lowering, state: StageState, instruction: AddInstruction): Asking<void> {
  const { position, excludes } = instruction
  const sources: Source[] = []
  const checksum = expandedChecksum(lowering, state, instruction)
  for (const written of instruction.sources) {
    const source = expandIn(state, written, position, lowering.escape)
    const remote = remoteSource(lowering, source, checksum, instruction)
    if (remote !== undefined) {
      sources.push(remote)
    } else {
      const taken = { exclude: excludes, parents: 'drop', position } as const
      const selection = selectContextFiles(lowering, '', source.value, taken)
      const files = yield* describeNotFound(lowering.options, '', source.missing, selection)
      const unpack = instruction.unpack === false ? {} : { unpack: true as const }
      spendOnFiles(state, files, sources.push({ kind: 'files', files, ...unpack }), position)
    }
  }
  addCopy(lowering, state, instruction, [...sources, ...inlineSources(state, instruction.inline, position)])
}

/** Many sources of one instruction that each list a whole tree are no way to write a base, but a way to exhaust a machine. */
function spendOnFiles(state: StageState, files: readonly unknown[], count: number, position: Position): void {
  if (count > 16) state.effort.spend(files.length * 128, position)
}

/** What ADD takes from elsewhere: a file, or all of a repository. */
function remoteSource(
  lowering: Lowering,
  source: Expanded,
  checksum: string | undefined,
  { position, keepGitDir, unpack }: AddInstruction,
): Source | undefined {
  const git = remoteGit(source, { checksum, keepGitDir }, position)
  if (git !== undefined) return { kind: 'operation', input: lowering.list.add(git, position), path: '/' }
  const file = remoteFile(source, checksum, position)
  if (file === undefined) return undefined
  return {
    kind: 'operation',
    input: lowering.list.add(file, position),
    path: `/${file.filename}`,
    ...(unpack === true && { unpack: true as const }),
  }
}

function expandedChecksum(lowering: Lowering, state: StageState, instruction: AddInstruction): string | undefined {
  const { checksum: written, position, sources } = instruction
  const checksum = written === undefined ? '' : expandIn(state, written, position, lowering.escape).value
  if (checksum === '') return undefined
  if (sources.length === 1) return checksum
  throw new BasehitError('BH035', `--checksum=${checksum} is for one source, not ${sources.length}`, {
    position,
    remedy: 'write one ADD for each URL',
  })
}

/**
 * Excludes hold for every source, a download and a here-document too; files of a context are listed without them.
 * On an empty file system a link is a copy.
 */
function addCopy(
  lowering: Lowering,
  state: StageState,
  instruction: CopyInstruction | AddInstruction,
  from: readonly Source[],
): void {
  const { position, chown, chmod, excludes } = instruction
  const expand = (word: string) => expandIn(state, word, position, lowering.escape).value
  const owner = chown === undefined ? '' : expand(chown)
  const mode = chmod === undefined ? '' : copyMode(expand(chmod), position)
  const operation: CopyOperation = {
    op: 'copy',
    input: state.root,
    from: from.map(source =>
      source.kind === 'files' || excludes.length === 0 ? source : { ...source, exclude: excludes },
    ),
    destination: destinationPath(state.cwd, expand(instruction.destination)),
    ...(owner ? { owner } : {}),
    ...(mode ? { mode } : {}),
    ...(instruction.link && !mode && state.root !== null ? { link: true as const } : {}),
  }
  state.root = lowering.list.add(operation, position)
}

/** Source of the rule: github.com/tonistiigi/dchapes-mode, ParseWithUmask. */
const symbolicMode = /^[augo]*(?:[-+=][rstwXxugo]*)+(?:,[augo]*(?:[-+=][rstwXxugo]*)+)*$/

/** A clause that gives somebody what the group has. */
const readsGroup = /[-+=][rstwXxuo]*g/

/** Octal modes in one spelling; symbolic ones as written, unless the umask of a checkout would decide what they give. */
function copyMode(mode: string, position: Position): string {
  if (readsGroup.test(mode) && symbolicMode.test(mode)) {
    throw new BasehitError(
      'BH036',
      `--chmod=${mode} copies what the group may do, and no base is told 0644 from 0664`,
      {
        position,
        remedy: 'write an octal mode, or one that copies nothing from g',
      },
    )
  }
  if (symbolicMode.test(mode)) return mode
  const bits = /^[0-7]+$/.test(mode) ? Number.parseInt(mode, 8) : Number.NaN
  if (bits <= 0o7777) return bits.toString(8).padStart(4, '0')
  throw new BasehitError('BH035', `--chmod=${mode} is not a file mode`, {
    position,
    remedy: 'write an octal mode between 0 and 07777, or a symbolic one such as u=rwX,go=rX',
  })
}

/**
 * Here-documents: files whose text stands in the Dockerfile. Variables in it are expanded unless its name is quoted; in
 * the name they never are. BuildKit: instructions/commands.go SourcesAndDest.ExpandRaw.
 */
function inlineSources(state: StageState, inline: readonly InlineFile[], position: Position): Source[] {
  return inline.map(({ name, content, expand }) => {
    if (!expand) return { kind: 'text', name, text: content }
    const body = expandIn(state, content, position, '\\', { skipQuotes: true })
    return { kind: 'text', name, text: text(body.value, body.concealed) }
  })
}

function refuseRemote(source: Expanded, position: Position): void {
  if (/^https?:\/\//.test(source.value) || isRemoteGit(source.value)) {
    const fact = `COPY cannot take ${shownUrl(source)}: it is not a path`
    throw new BasehitError('BH035', fact, { position, remedy: 'use ADD' })
  }
}
