import { accessSync, constants, realpathSync, statSync } from 'node:fs'
import { homedir } from 'node:os'
import { resolve } from 'node:path'
import type { ContextUse } from '../commands/world.ts'
import type { Entry } from '../context/entry.ts'
import type { IgnorePattern, Matcher } from '../context/ignore.ts'
import type { ContextAnswer, ContextQuestion } from '../context/questions.ts'
import type { FileStates } from '../context/state.ts'
import { BasehitError } from '../errors.ts'
import { finish, finishInTurns } from '../turns.ts'
import { Directory } from './directory.ts'
import { noteStates } from './states.ts'
import { errorCode } from './unreadable.ts'

/** Reads a build context as COPY sees it: an ignored path is not there, and no symlink is followed. */
export interface ContextReader {
  /** Answers any question of a selection; answers are kept, so that one run sees one context. */
  readonly answer: (question: ContextQuestion) => Promise<ContextAnswer>
  readonly stat: (path: string) => Entry | undefined
  readonly list: (path: string, pattern?: string) => readonly Entry[]
  readonly hash: (path: string) => Promise<string>
  /** The ignore pattern that hides a path. */
  readonly explain: (path: string) => IgnorePattern | undefined
  /** The size in bytes of a file that was met before; 0 for anything else. */
  readonly sizeOf: (path: string) => number
  /** The states of all files that were hashed, links that were read and directories that were entered, by path; absolute where it leads to the context. */
  readonly states: () => FileStates
}

/**
 * Opens the directory of a build context, or stops with BH040 (not a readable directory) or BH041 (`/` or a home).
 * Reading stops with BH042 at what may not be read and BH048 at what changes meanwhile.
 */
export function openContext(root: string, patterns: Matcher, { own, turn }: ContextUse = {}): ContextReader {
  const directory = new Directory(resolveRoot(root), patterns, own)
  noteStates(resolve(root), (location, state) => directory.states.set(location, state))
  const hashes = new Map<string, Promise<string>>()
  const hash = (path: string) => {
    const known = hashes.get(path) ?? directory.hash(path)
    hashes.set(path, known)
    return known
  }
  const reader: Omit<ContextReader, 'answer'> = {
    stat: path => finish(directory.stat(path)),
    list: (path, pattern) => finish(directory.list(path, pattern)),
    hash,
    explain: path => patterns.explain(path),
    sizeOf: path => directory.sizeOf(path),
    states: () => directory.states,
  }
  const answer = async (question: ContextQuestion): Promise<ContextAnswer> => {
    switch (question.kind) {
      case 'stat':
        return finishInTurns(directory.stat(question.path), turn)
      case 'list':
        return finishInTurns(directory.list(question.path, question.pattern), turn)
      case 'hash':
        return hash(question.path)
      case 'explain':
        return patterns.explain(question.path)
    }
  }
  return { ...reader, answer }
}

function resolveRoot(root: string): string {
  const remedy = 'give the directory that COPY takes its sources from'
  let real: string
  try {
    real = realpathSync(root)
    if (!statSync(real).isDirectory())
      throw new BasehitError('BH040', `context \`${root}\` is not a directory`, { remedy })
    accessSync(real, constants.R_OK | constants.X_OK)
  } catch (cause) {
    if (cause instanceof BasehitError) throw cause
    const fact = errorCode(cause) === 'ENOENT' ? 'does not exist' : 'cannot be read'
    throw new BasehitError('BH040', `context \`${root}\` ${fact}`, { remedy, cause })
  }
  if (real === '/' || real === homeDirectory()) {
    throw new BasehitError('BH041', `refusing to take \`${real}\` as a build context`, { remedy })
  }
  return real
}

function homeDirectory(): string | undefined {
  try {
    return realpathSync(homedir())
  } catch {
    return undefined
  }
}
