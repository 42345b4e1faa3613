import type { Process } from '../buildx/process.ts'
import { readMachine } from '../machine/machine.ts'
import { watchSignals } from '../machine/signals.ts'
import { main } from './main.ts'

/** Most runs start no other process; what starts one is loaded by the first that does. */
const lazyProcess: Process = {
  run: async (command, args, options) => {
    const { nodeProcess } = await import('../buildx/node-process.ts')
    return nodeProcess.run(command, args, options)
  },
}

/** Opens a stream on first use: opening one loads a tenth of what a short run needs. */
function opened(name: 'stdout' | 'stderr'): NodeJS.WriteStream {
  const stream = process[name]
  if (stream.listenerCount('error', goOn) === 0) stream.on('error', goOn)
  return stream
}

/** A reader that has seen enough (`| head`) is no failure, and no reason to leave a build half done. */
function goOn(error: Error): void {
  if (!('code' in error) || error.code !== 'EPIPE') throw error
}

/** Runs this process's command line; the exit status is that of the process. */
export async function start(): Promise<void> {
  const { signal, release } = watchSignals()
  process.exitCode = await main(process.argv.slice(2), {
    machine: readMachine(),
    process: lazyProcess,
    signal,
    out: bytes => opened('stdout').write(bytes),
    err: text => opened('stderr').write(text),
  })
  release()
}
