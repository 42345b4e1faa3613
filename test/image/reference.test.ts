import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  contextKey,
  familiarName,
  formatReference,
  isReference,
  parseReference,
  withDefaultTag,
} from '../../src/image/reference.ts'

const digest = `sha256:${'0123456789abcdef'.repeat(4)}`

describe('parseReference', () => {
  it.each<[string, string, string]>([
    ['python', 'docker.io/library/python', 'python'],
    ['python:3.12-slim', 'docker.io/library/python:3.12-slim', 'python:3.12-slim'],
    [`python:3.12@${digest}`, `docker.io/library/python:3.12@${digest}`, `python:3.12@${digest}`],
    ['owner/app', 'docker.io/owner/app', 'owner/app'],
    ['docker.io/python', 'docker.io/library/python', 'python'],
    ['index.docker.io/owner/app', 'docker.io/owner/app', 'owner/app'],
    ['docker.io/library/a/b', 'docker.io/library/a/b', 'library/a/b'],
    ['ghcr.io/owner/base:v1', 'ghcr.io/owner/base:v1', 'ghcr.io/owner/base:v1'],
    ['localhost/app', 'localhost/app', 'localhost/app'],
    ['localhost:5000/app', 'localhost:5000/app', 'localhost:5000/app'],
    ['host:5000', 'docker.io/library/host:5000', 'host:5000'],
    ['[::1]:5000/app', '[::1]:5000/app', '[::1]:5000/app'],
    ['Host/app', 'Host/app', 'Host/app'],
    ['a__b/c---d', 'docker.io/a__b/c---d', 'a__b/c---d'],
  ])('%s is %s, shown as %s', (text, full, familiar) => {
    const reference = parseReference(text)
    expect(formatReference(reference)).toBe(full)
    expect(familiarName(reference)).toBe(familiar)
  })

  it.each<[string, string]>([
    ['', 'BH006'],
    ['0123456789abcdef'.repeat(4), 'BH006'],
    ['Python', 'BH002'],
    ['owner/App', 'BH002'],
    ['a b', 'BH006'],
    ['a//b', 'BH006'],
    ['a/', 'BH006'],
    ['a..b', 'BH006'],
    ['-a', 'BH006'],
    ['a_', 'BH006'],
    ['a:', 'BH006'],
    ['a:b:c', 'BH006'],
    [`a:${'t'.repeat(129)}`, 'BH006'],
    ['under_score.io/app', 'BH006'],
    [`ghcr.io/${'a'.repeat(256)}`, 'BH007'],
    ['a@sha256:abc', 'BH011'],
    ['a@', 'BH011'],
    [`a@sha512:${'0'.repeat(128)}`, 'BH011'],
  ])('%j is refused with %s', (text, code) => {
    const position = { file: 'Dockerfile', line: 1, column: 6 }
    expect(() => parseReference(text, position)).toThrowError(expect.objectContaining({ code, position }))
  })

  it.each([
    ['alpine@3.18', 'BH011', '`alpine@3.18` is not an image reference: `3.18` is not a sha256 digest'],
    [
      'golang@1.22-alpine',
      'BH011',
      '`golang@1.22-alpine` is not an image reference: `1.22-alpine` is not a sha256 digest',
    ],
    ['ghcr.io/o/app@v1.0', 'BH011', '`ghcr.io/o/app@v1.0` is not an image reference: `v1.0` is not a sha256 digest'],
    ['octo:pass@ghcr.io/o/app', 'BH006', '`***@ghcr.io/o/app` is not an image reference: it has a login'],
    ['octo:pa/ss@ghcr.io/o/app:1', 'BH006', '`***@ghcr.io/o/app:1` is not an image reference: it has a login'],
    ['https://octo:pass@ghcr.io', 'BH006', '`https://***@ghcr.io` is not an image reference: it has a login'],
    [`u:pass@ghcr.io/a@${digest}`, 'BH006', `\`***@${digest}\` is not an image reference: it has a login`],
  ])('%j is told as it may be shown', (text, code, message) => {
    expect(() => parseReference(text)).toThrowError(expect.objectContaining({ code, message }))
  })

  it('reads what it prints', () => {
    const part = fc.stringMatching(/^[a-z0-9]{1,8}([._-][a-z0-9]{1,4})?$/)
    const name = fc.array(part, { minLength: 1, maxLength: 4 })
    fc.assert(
      fc.property(name, fc.option(fc.stringMatching(/^\w[\w.-]{0,10}$/)), fc.boolean(), (parts, tag, hasDigest) => {
        const text = `${parts.join('/')}${tag === null ? '' : `:${tag}`}${hasDigest ? `@${digest}` : ''}`
        const reference = parseReference(text)
        expect(parseReference(formatReference(reference))).toEqual(reference)
        expect(parseReference(familiarName(reference))).toEqual(reference)
      }),
    )
  })
})

describe('contextKey', () => {
  it.each<[string, string | undefined]>([
    ['python', 'python'],
    ['python:latest', 'python'],
    ['docker.io/library/python', 'python'],
    ['python:3.12', 'python:3.12'],
    ['deps', 'deps'],
    ['ghcr.io/a/b:latest', 'ghcr.io/a/b'],
    [`a:latest@${digest}`, `a:latest@${digest}`],
    ['Deps', undefined],
    ['not a name', undefined],
  ])('of %s is %s', (name, expected) => expect(contextKey(name)).toBe(expected))
})

it('withDefaultTag adds latest to a bare name only', () => {
  const tagged = (text: string) => formatReference(withDefaultTag(parseReference(text)))
  expect(tagged('a')).toBe('docker.io/library/a:latest')
  expect(tagged('a:b')).toBe('docker.io/library/a:b')
  expect(tagged(`a@${digest}`)).toBe(`docker.io/library/a@${digest}`)
})

/** What dockerfile2llb of BuildKit 0.32 says of a stage that is never reached and begins with the text. */
describe('isReference', () => {
  it.each([
    'b',
    'docker.io/x',
    'index.docker.io/a',
    'Foo/bar',
    'h:5000/x/y',
    `busybox:1@sha256:${'a'.repeat(64)}`,
    `busybox@sha512:${'a'.repeat(128)}`,
    '[::1]:5000/a',
    'a_b.c/a',
    'a'.repeat(247),
  ])('takes %s', text => expect(isReference(text)).toBe(true))

  it.each([
    'b-',
    'c..d',
    'Foo',
    'Foo:x',
    'SCRATCH',
    'a'.repeat(64),
    'a'.repeat(300),
    'busybox@sha256:12',
    'busybox@sha512:12',
    'u:p@h/x',
    'h:x/y',
    'busybox:',
    'busybox/',
    'busybox:.a',
    'docker.io/',
    'node@latest',
    `busybox@md5:${'a'.repeat(32)}`,
    `busybox@sha256:${'A'.repeat(64)}`,
    `busybox@foo+bar:${'a'.repeat(64)}`,
    ' 1',
    '$X',
    '',
  ])('refuses %j', text => expect(isReference(text)).toBe(false))

  it('takes whatever parses', () => {
    const part = fc.constantFrom(
      'a',
      'B',
      '0',
      '.',
      '-',
      '_',
      '/',
      ':',
      '@',
      'sha256:',
      'a'.repeat(64),
      'docker.io',
      '[::1]',
    )
    fc.assert(
      fc.property(fc.array(part, { maxLength: 8 }), parts => {
        const text = parts.join('')
        const parses = (() => {
          try {
            return parseReference(text) !== undefined
          } catch {
            return false
          }
        })()
        expect(parses && !isReference(text), text).toBe(false)
      }),
      { seed: 9, numRuns: 3000 },
    )
  })
})
