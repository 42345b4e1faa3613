import { describe, expect, it } from 'vitest'
import { endpointsOf } from '../../../src/bases/registry/hosts.ts'
import { judgeRealm, type TokenHosts } from '../../../src/bases/registry/realm.ts'

const judge = (registry: string, realm: string, sends: 'credentials' | 'anonymous', tokenHosts?: TokenHosts) => {
  const endpoint = endpointsOf(registry, { insecure: ['plain.example'] }).upstream
  return judgeRealm({ host: registry, method: 'GET', url: new URL(realm) }, endpoint, sends, tokenHosts)?.code
}

describe('credentials', () => {
  it.each([
    ['ghcr.io', 'https://ghcr.io/token'],
    ['quay.io', 'https://quay.io/v2/auth'],
    ['docker.io', 'https://auth.docker.io/token'],
    ['dhi.io', 'https://auth.docker.io/token'],
    ['registry.gitlab.com', 'https://gitlab.com/jwt/auth'],
    ['localhost:5000', 'http://127.0.0.1:5001/auth'],
    ['plain.example', 'http://plain.example/token'],
  ])('of %s go to %s', (registry, realm) => {
    expect(judge(registry, realm, 'credentials')).toBeUndefined()
  })

  it.each([
    ['ghcr.io', 'https://evil.example/token'],
    ['ghcr.io', 'https://ghcr.io.evil.example/token'],
    ['ghcr.io', 'https://ghcr.io:444/token'],
    ['ghcr.io', 'http://ghcr.io/token'],
    ['ghcr.io', 'https://auth.docker.io/token'],
    ['ghcr.io', 'https://a:b@ghcr.io/token'],
    ['docker.io', 'https://auth.docker.io/other'],
    ['docker.io', 'http://auth.docker.io/token'],
    ['registry.gitlab.com', 'https://gitlab.com/evil/auth'],
    ['r.example', 'https://10.0.0.1/token'],
    ['r.example', 'https://localhost/token'],
    ['plain.example', 'http://169.254.169.254/token'],
    ['plain.example', 'http://0.0.0.0/token'],
    ['localhost:5000', 'https://evil.example/token'],
    ['ghcr.io', 'file:///token'],
  ])('of %s do not go to %s', (registry, realm) => {
    expect(judge(registry, realm, 'credentials')).toBe('BH089')
  })

  it('go to the hosts the user names for that registry', () => {
    const tokenHosts = new Map([['registry.example', ['gitlab.example', 'auth.example:8443']]])
    expect(judge('registry.example', 'https://gitlab.example/jwt/auth', 'credentials', tokenHosts)).toBeUndefined()
    expect(judge('registry.example', 'https://auth.example:8443/t', 'credentials', tokenHosts)).toBeUndefined()
    expect(judge('registry.example', 'https://auth.example/t', 'credentials', tokenHosts)).toBe('BH089')
    expect(judge('registry.example', 'http://gitlab.example/jwt/auth', 'credentials', tokenHosts)).toBe('BH089')
    expect(judge('other.example', 'https://gitlab.example/jwt/auth', 'credentials', tokenHosts)).toBe('BH089')
  })
})

describe('credentials of a mirror', () => {
  it.each([
    ['of the mirror', 'mirror.example', undefined],
    ['of its registry', 'docker.io', 'BH089'],
  ])('go to the hosts the user names as those %s: %s', (_, named, code) => {
    const settings = { mirrors: new Map([['docker.io', ['https://mirror.example/hub']]]) }
    const [endpoint] = endpointsOf('docker.io', settings).mirrors
    const asked = { host: 'mirror.example', method: 'GET', url: new URL('https://auth.example/token') }
    const tokenHosts = new Map([[named, ['auth.example']]])
    expect(endpoint && judgeRealm(asked, endpoint, 'credentials', tokenHosts)?.code).toBe(code)
  })
})

describe('without credentials', () => {
  it.each([
    ['r.example', 'https://auth.example/token', undefined],
    ['r.example', 'https://10.0.0.1/token', 'BH089'],
    ['r.example', 'https://localhost/token', 'BH089'],
    ['plain.example', 'http://auth.example/token', 'BH089'],
    ['plain.example', 'http://169.254.169.254/', 'BH089'],
  ])('%s sends to %s: %s', (registry, realm, code) => {
    expect(judge(registry, realm, 'anonymous')).toBe(code)
  })
})
