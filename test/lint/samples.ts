import { parseDockerfile } from '../../src/dockerfile/parse.ts'
import type { Taken } from '../../src/lint/taken.ts'
import type { CopyOperation, FileFact, RunOperation } from '../../src/lower/operations.ts'
import type { Position } from '../../src/position.ts'

/** A place in the Dockerfile. */
export function line(number: number): Position {
  return { file: 'Dockerfile', line: number, column: 1 }
}

/** A Dockerfile of these lines. */
export function dockerfile(path: string, ...lines: readonly string[]) {
  return parseDockerfile({ path, text: `${lines.join('\n')}\n` })
}

/** A COPY of files of a context, by path; content is the path's own text where nothing else is given. */
export function copy(destination: string, paths: readonly string[]): CopyOperation {
  const files = paths.map((path): FileFact => ({ path, kind: 'file', mode: '0644', sha256: path }))
  return { op: 'copy', input: null, from: [{ kind: 'files', files }], destination }
}

/** A RUN with some of its settings. */
export function run(settings: Partial<RunOperation> = {}): RunOperation {
  const plain = { op: 'run', input: null, command: ['/bin/sh', '-c', 'true'], env: {}, cwd: '/', user: '' } as const
  return { ...plain, platform: 'linux/amd64', ...settings }
}

/** What one source takes of the build context; every file has `bytes`. */
export function taken(source: string, paths: readonly string[], bytes = 1): Taken {
  const sizeOf = () => bytes
  return {
    context: '',
    source,
    position: line(2),
    directory: '.',
    ignoredIn: '.dockerignore',
    paths: [...paths],
    sizeOf,
  }
}
