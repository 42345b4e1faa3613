import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { BasehitError } from '../../src/errors.ts'
import { formatReference } from '../../src/image/reference.ts'
import { parseRepository } from '../../src/image/repository.ts'

describe('parseRepository', () => {
  it.each([
    ['ghcr.io/owner/base', 'ghcr.io/owner/base'],
    ['owner/base', 'docker.io/owner/base'],
    ['localhost:5000/base', 'localhost:5000/base'],
    ['127.0.0.1:1/a', '127.0.0.1:1/a'],
    ['[::1]:5000/a/b', '[::1]:5000/a/b'],
    [`ghcr.io/${'a'.repeat(255)}`, `ghcr.io/${'a'.repeat(255)}`],
  ])('%s is %s', (text, expected) => expect(formatReference(parseRepository(text))).toBe(expected))

  it.each<[string, string, string]>([
    ['', 'BH001', 'is empty'],
    ['GHCR.io/Foo/Bar', 'BH002', 'is not lower case'],
    ['ghcr.io/foo/bar:tag', 'BH003', 'carries a tag'],
    ['ghcr.io:5000/foo/bar:tag', 'BH003', 'carries a tag'],
    ['foo:tag', 'BH003', 'carries a tag'],
    ['ghcr.io/foo@sha256:00', 'BH003', 'carries a digest'],
    ['https://ghcr.io/foo/bar', 'BH004', 'as a URL'],
    ['oci://ghcr.io/foo', 'BH004', 'as a URL'],
    ['foo bar', 'BH005', 'U+0020 at position 4'],
    ['foo\tbar', 'BH005', 'U+0009 at position 4'],
    ['foo\n', 'BH005', 'U+000A at position 4'],
    ['a\0', 'BH005', 'U+0000 at position 2'],
    ['ghcr.io/ä', 'BH005', 'U+00E4 at position 9'],
    ['$IMAGE', 'BH005', 'U+0024 at position 1'],
    ['ghcr.io//bar', 'BH006', 'path component ``'],
    ['ghcr.io/bar/', 'BH006', 'path component ``'],
    ['ghcr.io/a..b', 'BH006', 'path component `a..b`'],
    ['ghcr.io/-a', 'BH006', 'path component `-a`'],
    ['bad_host.io/a', 'BH006', 'not a registry host'],
    [`ghcr.io/${'a'.repeat(261)}`, 'BH007', '261 characters, limit 255'],
    ['localhost:99999/x', 'BH008', 'port 99999'],
    ['localhost:0/x', 'BH008', 'port 0'],
    ['localhost:/x', 'BH008', 'port (empty)'],
    ['localhost:http/x', 'BH008', 'port http'],
    ['[::1/x', 'BH009', 'unbalanced brackets'],
    ['gh\u0441r.io/x', 'BH009', '(U+0441)'],
    ['--push', 'BH010', 'looks like a flag'],
    ['-a', 'BH010', 'looks like a flag'],
  ])('%j is refused with %s: %s', (text, code, fact) => {
    expect(() => parseRepository(text)).toThrowError(
      expect.objectContaining({ code, message: expect.stringContaining(fact) }),
    )
  })

  it.each([
    ['GHCR.io/Foo/Bar', '`ghcr.io/foo/bar`'],
    ['ghcr.io:5000/foo/bar:tag', '`ghcr.io:5000/foo/bar`'],
    ['https://ghcr.io/foo', '`https://`'],
    ['gh\u0441r.io/x', '`ghcr.io`'],
  ])('%s comes with the remedy %s', (text, remedy) => {
    expect(() => parseRepository(text)).toThrowError(
      expect.objectContaining({ remedy: expect.stringContaining(remedy) }),
    )
  })

  it('answers any text with a repository or an error of its own', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', 'B', '/', ':', '@', '.', '-', '_', '[', ']', '5', ' ', 'é') }),
        text => {
          try {
            const repository = parseRepository(text)
            expect(parseRepository(formatReference(repository))).toEqual(repository)
          } catch (error) {
            expect(error).toBeInstanceOf(BasehitError)
          }
        },
      ),
      { numRuns: 2000 },
    )
  })
})
