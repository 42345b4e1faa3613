import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { faultOf, isFault, oneLine, redactUrl, toError } from '../../../src/bases/registry/fault.ts'
import { loginRemedy, remedyFor } from '../../../src/bases/registry/remedies.ts'
import { BasehitError } from '../../../src/errors.ts'

it.each([
  ['https://user:pass@r.example/v2/?X-Amz-Signature=s&n=1#f', 'https://r.example/v2/?X-Amz-Signature=redacted&n=1'],
  [
    'https://r.example/t?scope=repository%3Aa%3Apull&service=s',
    'https://r.example/t?scope=repository%3Aa%3Apull&service=s',
  ],
  ['https://r.example/u?_state=s&digest=d&_state=t', 'https://r.example/u?_state=redacted&digest=d'],
])('redactUrl %s', (url, expected) => {
  expect(redactUrl(new URL(url))).toBe(expected)
})

describe('oneLine', () => {
  it.each([
    ['a\r\n::set-output name=x::y\u001b[31m', 'a ::set-output name=x::y [31m'],
    ['a\u2028b\u202ec\u0085d', 'a b c d'],
    ['x'.repeat(400), `${'x'.repeat(299)}…`],
  ])('%j', (text, expected) => {
    expect(oneLine(text)).toBe(expected)
  })

  it('prints any text on one line', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 500 }), text => {
        expect(oneLine(text)).toMatch(/^[^\p{Cc}\p{Zl}\p{Zp}]{0,300}$/u)
        expect(oneLine(text).isWellFormed()).toBe(true)
      }),
    )
  })
})

it('toError names host, fact, request, status and codes', () => {
  const asked = { host: 'ghcr.io', method: 'POST', url: new URL('https://ghcr.io/v2/o/r/blobs/uploads/?t=secret') }
  const details = { detail: 'no right to push o/r', status: 403, codes: ['DENIED'], remedy: 'Do this.' }
  const error = toError(faultOf(asked, 'denied', 'BH080', details))
  expect(error).toBeInstanceOf(BasehitError)
  expect([error.code, error.remedy, error.message]).toEqual([
    'BH080',
    'Do this.',
    'ghcr.io: no right to push o/r (POST https://ghcr.io/v2/o/r/blobs/uploads/?t=redacted → 403 DENIED)',
  ])
})

it('isFault knows faults from answers', () => {
  expect(
    ['found', 'absent', 'stored', 'denied', 'unreachable', 'not-a-registry', 'broken'].map(kind => isFault({ kind })),
  ).toEqual([false, false, false, true, true, true, true])
})

describe('remedies', () => {
  it.each([
    ['ghcr.io', 'pull', '', 'packages: read'],
    ['ghcr.io', 'push', '', 'packages: write'],
    ['ghcr.io', 'push', 'permission_denied: write_package', 'Manage Actions access, role Write'],
    ['ghcr.io', 'delete', '', 'role Admin'],
    ['docker.io', 'push', '', 'Read & Write'],
    ['123456789012.dkr.ecr.eu-west-1.amazonaws.com', 'push', '', 'ecr:PutImage'],
    ['europe-docker.pkg.dev', 'pull', '', 'artifactregistry.reader'],
    ['gcr.io', 'push', '', 'artifactregistry.writer'],
    ['team.azurecr.io', 'push', '', 'AcrPush'],
    ['registry.gitlab.com', 'pull', '', 'read_registry'],
    ['registry.example', 'push', '', 'Log in to registry.example'],
    ['evil.azurecr.io.example', 'push', '', 'Log in to evil.azurecr.io.example'],
  ] as const)('%s %s %s', (host, right, words, expected) => {
    expect(remedyFor(host, right, [], words)).toContain(expected)
  })

  it('without a login name the login first', () => {
    expect(loginRemedy('ghcr.io', 'push')).toMatch(/docker\/login-action.*packages: write/)
    expect(loginRemedy('ghcr.io', 'pull')).toContain('packages: read')
    expect(loginRemedy('docker.io', 'pull')).toContain('Docker Hub')
  })
})
