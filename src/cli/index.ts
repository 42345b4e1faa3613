#!/usr/bin/env node
import { nodeProcess } from '../buildx/node-process.ts'
import { readMachine } from '../machine/machine.ts'
import { watchSignals } from '../machine/signals.ts'
import { main } from './main.ts'

/** A reader that has seen enough (`| head`) ends the run, and that is no failure. */
function endQuietly(error: Error): void {
  if ('code' in error && error.code === 'EPIPE') process.exit(0)
  throw error
}

process.stdout.on('error', endQuietly)
process.stderr.on('error', endQuietly)
const { signal, release } = watchSignals()
process.exitCode = await main(process.argv.slice(2), {
  machine: readMachine(),
  process: nodeProcess,
  signal,
  out: bytes => process.stdout.write(bytes),
  err: text => process.stderr.write(text),
})
release()
