import { expect, it } from 'vitest'
import { digestFromHex, digestHex, digestOf, isDigest, parseDigest, sha256Hex } from '../../src/image/digest.ts'

const empty = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'

it('computes the sha256 of bytes and of UTF-8 text', () => {
  expect(digestOf('')).toBe(`sha256:${empty}`)
  expect(digestOf('é')).toBe(digestOf(new Uint8Array([0xc3, 0xa9])))
  expect(sha256Hex('')).toBe(empty)
  expect(digestHex(digestFromHex(empty))).toBe(empty)
})

it.each([
  '',
  empty,
  `sha256:${empty.slice(1)}`,
  `sha256:${empty}0`,
  `SHA256:${empty}`,
  `sha256:${empty.toUpperCase()}`,
])('%s is no content digest', text => {
  expect(isDigest(text)).toBe(false)
  expect(() => parseDigest(text)).toThrowError(expect.objectContaining({ code: 'BH011' }))
})

it('reads a content digest', () => expect(parseDigest(`sha256:${empty}`)).toBe(`sha256:${empty}`))
