import { context } from '@actions/github'
import { readMachine } from '../machine/machine.ts'
import { watchSignals } from '../machine/signals.ts'
import { main } from './main.ts'

const { signal, release } = watchSignals()
process.exitCode = await main(readMachine(), context, signal)
release()
