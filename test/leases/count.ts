import { readFileSync, writeFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { createLeases } from '../../src/leases/leases.ts'

// A process of leases.test.ts: node count.ts DIRECTORY COUNTER increments the counter under the lease, in steps that
// another process would break, and with `die` kills itself while it holds the lease; node count.ts DIRECTORY hold keeps
// the lease until it is killed.
const [, , directory = '', counter = '', end = ''] = process.argv
const leases = createLeases(directory, { sleep, now: Date.now })
const release = await leases.take('counter', new AbortController().signal)
if (counter === 'hold') {
  process.stdout.write('held\n')
  setInterval(() => {}, 1000)
} else {
  const before = Number(readFileSync(counter, 'utf8'))
  await sleep(2)
  writeFileSync(counter, String(before + 1))
  if (end === 'die') process.kill(process.pid, 'SIGKILL')
  await release()
}
