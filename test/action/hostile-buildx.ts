#!/usr/bin/env node
import { writeFileSync } from 'node:fs'
import { generator, hostileLines } from './hostile.ts'

// A builder whose every word is hostile: step names, output, warnings, its own text and its error.
const [command, ...args] = process.argv.slice(2)
if (command === 'version') console.log('github.com/docker/buildx v0.36.0 0000000')
if (command === 'bake') bake(args[args.indexOf('--metadata-file') + 1] ?? '')

function bake(metadata: string): void {
  const { HOSTILE_LINES: count = '0', HOSTILE_BASE: base = '', HOSTILE_END: end = 'done' } = process.env
  const random = generator(7)
  const [name = '', ...lines] = hostileLines(Number(count))
  const vertex = 'sha256:1'
  const started = new Date().toISOString()
  tell({ vertexes: [{ digest: vertex, name: `[deps 1/2] RUN ${name}`, started }] })
  let text = lines.join('\n')
  for (let stream = 1; text !== ''; stream = 3 - stream) {
    // Pieces end anywhere, as those of a program do; both streams are one text here, so that halves meet.
    const length = 1 + Math.floor(random() * 4000)
    tell({ logs: [{ vertex, stream: 1, data: Buffer.from(text.slice(0, length)).toString('base64') }] })
    text = text.slice(length)
  }
  const failed = end === 'failed' ? { error: `exit code: 7 ${lines.slice(0, 30).join('\n')}` } : {}
  tell({
    vertexes: [
      { digest: vertex, name: `[deps 1/2] RUN ${name}`, started, completed: new Date().toISOString(), ...failed },
    ],
  })
  for (const line of lines.slice(0, 200)) process.stderr.write(`${line}\n`)
  const document = { materials: [{ uri: 'pkg:docker/base', digest: { sha256: base.replace('sha256:', '') } }] }
  writeFileSync(metadata, JSON.stringify({ default: { 'buildx.build.provenance': document } }))
  if (end !== 'failed') return
  process.stderr.write(`ERROR: failed to solve: ${lines.slice(30, 60).join('\n')}\n`)
  process.exitCode = 1
}

function tell(status: object): void {
  process.stderr.write(`${JSON.stringify(status)}\n`)
}
