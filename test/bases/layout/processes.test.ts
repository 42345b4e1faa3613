import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { openLayout } from '../../../src/bases/layout/store.ts'
import { expectTidy, parent, readIndex, root, store } from './bench.ts'
import { bytes, imageOf, putImage } from './samples.ts'

const image = imageOf(bytes('a layer'))

describe('many processes', () => {
  const program = fileURLToPath(new URL('writer.ts', import.meta.url))

  it('lose no tag of each other', { timeout: 120_000 }, async () => {
    const tags = Array.from({ length: 16 }, (_, index) => `tag-${index}`)
    const children = tags.map(tag => spawn(process.execPath, [program, root, tag], { stdio: 'inherit' }))
    const exits = await Promise.all(children.map(async child => (await once(child, 'exit'))[0]))
    expect(exits).toEqual(tags.map(() => 0))
    for (const tag of tags) expect(await store.manifest(tag)).toMatchObject({ digest: imageOf(bytes(tag)).digest })
    expectTidy()
  })

  it('may look while another makes the layout', async () => {
    for (let turn = 0; turn < 15; turn++) {
      const fresh = openLayout(join(parent, `layout-${turn}`))
      const making = fresh.mayPublish()
      const answers = new Set<string>()
      const look = async () => {
        let what = 'repository'
        while (what === 'repository') {
          const answer = await fresh.manifest('v1')
          answers.add(answer.kind)
          what = answer.kind === 'absent' ? answer.what : ''
        }
      }
      await Promise.all([making, ...Array.from({ length: 8 }, look)])
      expect(answers).toEqual(new Set(['absent']))
    }
  })

  it('may be killed at any instant', { timeout: 120_000 }, async () => {
    for (let round = 0; round < 16; round++) {
      const child = spawn(process.execPath, [program, root, `round${round}`, 'forever'], {
        stdio: ['ignore', 'pipe', 'inherit'],
      })
      let done = -1
      child.stdout.on('data', (data: Buffer) => {
        done = Number(data.toString().trim().split('\n').at(-1))
      })
      await once(child.stdout, 'data')
      await sleep(Math.random() * 40)
      child.kill('SIGKILL')
      await once(child, 'close')
      for (let turn = 0; turn <= done; turn++) {
        expect(await store.manifest(`round${round}-${turn}`)).toMatchObject({ kind: 'found' })
      }
      for (const { digest } of readIndex().manifests) {
        const answer = await store.manifest(digest)
        if (answer.kind !== 'found' || answer.document.kind !== 'manifest') throw new Error(JSON.stringify(answer))
        for (const part of [answer.document.config, ...answer.document.layers]) {
          expect(await store.blob(part.digest, 1000)).toMatchObject({ kind: 'found' })
        }
      }
    }
    await putImage(store, 'after', image)
    expect(await store.manifest('after')).toMatchObject({ kind: 'found' })
  })
})
