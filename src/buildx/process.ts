/** How a command ended: an exit status, or the signal that ended it. */
export interface ProcessEnd {
  readonly status: number | undefined
  readonly signal: string | undefined
}

/** What a command is run with. `env` is the whole environment, not an addition to this process's own. */
export interface ProcessOptions {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly cwd?: string | undefined
  readonly stdin?: string | undefined
  readonly onStdout?: ((chunk: Uint8Array) => void) | undefined
  readonly onStderr?: ((chunk: Uint8Array) => void) | undefined
  /** When it aborts, the command and what it started are stopped, and `run` resolves once they are gone. */
  readonly signal?: AbortSignal | undefined
}

/** Runs commands on this machine. A command that cannot be started rejects with the system's error (`code: 'ENOENT'`). */
export interface Process {
  run(command: string, args: readonly string[], options: ProcessOptions): Promise<ProcessEnd>
}
