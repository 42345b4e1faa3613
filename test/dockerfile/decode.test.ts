import { describe, expect, it } from 'vitest'
import { decodeDockerfile } from '../../src/dockerfile/decode.ts'
import { parseDockerfile } from '../../src/dockerfile/parse.ts'

const bytes = (text: string) => new TextEncoder().encode(text)

describe('decodeDockerfile', () => {
  it('reads UTF-8 and keeps the byte order mark', () => {
    expect(decodeDockerfile(bytes('\ufeffFROM é\0'), 'Dockerfile')).toBe('\ufeffFROM é\0')
  })

  it.each([
    ['UTF-16LE with a mark', [0xff, 0xfe, 0x46, 0x00], 1, 1],
    ['UTF-16BE with a mark', [0xfe, 0xff, 0x00, 0x46], 1, 1],
    ['UTF-16LE', [0x46, 0x00, 0x52, 0x00], 1, 1],
    ['UTF-16BE', [0x00, 0x46, 0x00, 0x52], 1, 1],
    ['a stray byte', [...bytes('FROM é\nRUN \ufffd'), 0xff, 0x41], 2, 6],
    ['a cut character', [...bytes('\ufeffAB'), 0xe2, 0x82], 1, 3],
    ['a surrogate', [0x41, 0xed, 0xa0, 0x80], 1, 2],
  ])('refuses %s', (_, input, line, column) => {
    expect(() => decodeDockerfile(Uint8Array.from(input), 'Dockerfile')).toThrow(
      expect.objectContaining({ code: 'BH024', position: { file: 'Dockerfile', line, column } }),
    )
  })

  it('refuses more than 1 MiB', () => {
    const large = new Uint8Array(1024 * 1024 + 1).fill(0x23)
    expect(() => decodeDockerfile(large, 'Dockerfile')).toThrow(expect.objectContaining({ code: 'BH024' }))
    const text = '#\n'.repeat(600_000)
    expect(() => parseDockerfile({ path: 'Dockerfile', text })).toThrow(expect.objectContaining({ code: 'BH024' }))
  })
})

describe('the length of a line', () => {
  it.each([
    [65_535, '\n', 'read'],
    [65_536, '\n', 'refused'],
    [65_535, '', 'read'],
    [65_536, '', 'refused'],
    [65_535, '\r\n', 'refused'],
  ])('%i bytes before %j: %s', (length, ending, outcome) => {
    const attempt = () =>
      parseDockerfile({
        path: 'Dockerfile',
        text: `FROM a\n#${'é'.repeat((length - 1) / 2)}${'.'.repeat((length - 1) % 2)}${ending}`,
      })
    if (outcome === 'read') expect(attempt).not.toThrow()
    else
      expect(attempt).toThrow(
        expect.objectContaining({ code: 'BH024', position: expect.objectContaining({ line: 2 }) }),
      )
  })
})
