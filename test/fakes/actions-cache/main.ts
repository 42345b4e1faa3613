import { parseArgs } from 'node:util'
import { startActionsCache } from './server.ts'

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    dir: { type: 'string' },
    journal: { type: 'string' },
  },
})
if (values.dir === undefined) throw new Error('--dir is missing: name the folder that keeps the entries')
const cache = await startActionsCache({
  directory: values.dir,
  port: Number(values.port),
  ...(values.journal === undefined ? {} : { journalFile: values.journal }),
})
process.stdout.write(`${cache.url}\n`)
process.once('SIGTERM', () => void cache.close().then(() => process.exit(0)))
