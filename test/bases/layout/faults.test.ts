import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type Access, answering, brokenFile } from '../../../src/bases/layout/faults.ts'
import { openLayout } from '../../../src/bases/layout/store.ts'
import { digestOf } from '../../../src/image/digest.ts'

const reading: Access = { name: '.basehit', root: '/kept', method: 'READ' }

function failing(access: Access, code: string) {
  const error = Object.assign(new Error(`${code}: no`), { code, path: '/kept/index.json' })
  return answering(access, async () => {
    throw error
  })
}

describe('what the file system says', () => {
  it.each(['EACCES', 'EPERM', 'EROFS'])('is denied: %s', async code => {
    for (const method of ['READ', 'WRITE'] as const) {
      expect(await failing({ ...reading, method }, code)).toEqual({
        kind: 'denied',
        code: 'BH042',
        host: '.basehit',
        method,
        url: 'file:///kept/index.json',
        status: undefined,
        codes: [code],
        detail: method === 'READ' ? 'cannot be read' : 'cannot be written',
        remedy: expect.stringContaining(method === 'READ' ? 'readable' : 'writable'),
      })
    }
  })

  it.each([
    ['ENOSPC', 'BH103'],
    ['EDQUOT', 'BH103'],
    ['EIO', 'BH042'],
    ['EMFILE', 'BH042'],
  ])('is no answer: %s', async (code, fault) => {
    expect(await failing(reading, code)).toMatchObject({ kind: 'unreachable', code: fault, codes: [code] })
  })

  it('is never absence, and a mistake of ours stays an exception', async () => {
    const broken = answering(reading, () => Promise.reject(brokenFile('/kept/x', 'is half')))
    expect(await broken).toMatchObject({ kind: 'broken', code: 'BH097', url: 'file:///kept/x', detail: 'is half' })
    await expect(answering(reading, () => Promise.reject(new RangeError('ours')))).rejects.toThrow('ours')
    await expect(failing(reading, 'ERR_INVALID_ARG_TYPE')).rejects.toThrow('no')
  })

  it('is asked of a real directory that takes no files', async () => {
    const parent = mkdtempSync(join(tmpdir(), 'basehit-layout-'))
    const store = openLayout(join(parent, 'n'.repeat(300)))
    const digest = digestOf('x')
    const answers = [await store.mayPublish(), await store.putBlob(digest, new Uint8Array([120]))]
    for (const answer of answers) expect(answer).toMatchObject({ kind: 'unreachable', codes: ['ENAMETOOLONG'] })
    await expect(store.receive()).rejects.toMatchObject({ code: 'BH042' })
    rmSync(parent, { recursive: true })
  })
})
