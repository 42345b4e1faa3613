import { describe, expect, it } from 'vitest'
import { looksLikeCredential } from '../../src/lower/secrets.ts'
import { digestText } from './memory.ts'
import { refuses, same } from './pairs.ts'

const official = [
  'docker/dockerfile',
  'docker/dockerfile:1',
  'docker/dockerfile:1.7-labs',
  'docker.io/docker/dockerfile:1.4',
  'index.docker.io/docker/dockerfile:1',
  `docker/dockerfile:1@sha256:${'0'.repeat(64)}`,
  'docker/dockerfile-upstream:master-labs',
  'docker/dockerfile:1 with words after it',
  'dockerfile.v0',
]

same(
  {},
  official.map(image => [image, `# syntax=${image}\nFROM debian\nRUN x`, 'FROM debian\nRUN x'] as const),
)
same(
  {},
  official.map(
    image =>
      [`BUILDKIT_SYNTAX ${image}`, ['FROM debian', { args: { BUILDKIT_SYNTAX: image } }], 'FROM debian'] as const,
  ),
)
same({}, [
  [
    'BUILDKIT_SYNTAX wins over the file',
    ['# syntax=evil.io/x\nFROM debian', { args: { BUILDKIT_SYNTAX: 'docker/dockerfile:1' } }],
    'FROM debian',
  ],
  ['a comment that only looks like it', '#\n# syntax=evil.io/x\nFROM debian', 'FROM debian'],
])

const context = (name: string) => ({
  options: { namedContexts: new Map([[name, { kind: 'image' as const, reference: 'x' }]]) },
})

refuses({}, [
  [
    '# syntax=evil.io/front\nFROM debian',
    '1:10: # syntax= names the frontend evil.io/front, whose language is not known here [BH030]',
  ],
  [
    '# escape=`\n#  Syntax = docker/other:1\nFROM debian',
    '2:13: # syntax= names the frontend docker/other:1, whose language is not known here [BH030]',
  ],
  [
    '# syntax=ghcr.io/docker/dockerfile:1\nFROM debian',
    '1:10: # syntax= names the frontend ghcr.io/docker/dockerfile:1, whose language is not known here [BH030]',
  ],
  [
    '# syntax=docker/dockerfile2:1\nFROM debian',
    '1:10: # syntax= names the frontend docker/dockerfile2:1, whose language is not known here [BH030]',
  ],
  [
    '# syntax=Docker/dockerfile\nFROM debian',
    '1:10: # syntax= names the frontend Docker/dockerfile, whose language is not known here [BH030]',
  ],
  [
    '// syntax=docker/dockerfile:1\nFROM debian',
    '1:11: `// syntax=` is the directive of files that are not Dockerfiles [BH030]',
  ],
  [
    ['FROM debian', { args: { BUILDKIT_SYNTAX: 'evil.io/x' } }],
    'BUILDKIT_SYNTAX names the frontend evil.io/x, whose language is not known here [BH030]',
  ],
  [
    ['FROM debian', { args: { BUILDKIT_SYNTAX: '' } }],
    'BUILDKIT_SYNTAX names the frontend (empty), whose language is not known here [BH030]',
  ],
  [
    ['# syntax=docker/dockerfile:1\nFROM debian', context('docker/dockerfile:1')],
    '1:10: the build context docker/dockerfile:1 takes the place of the frontend docker/dockerfile:1 [BH030]',
  ],
  [
    ['# syntax=docker/dockerfile:1\nFROM debian', context('docker/dockerfile:1::linux/amd64')],
    '1:10: the build context docker/dockerfile:1 takes the place of the frontend docker/dockerfile:1 [BH030]',
  ],
])

describe('names of credentials', () => {
  it.each([
    'TOKEN',
    'NPM_TOKEN',
    'github_token',
    'DB_PASSWORD',
    'AWS_SECRET_ACCESS_KEY',
    'API_KEY',
    'APIKEY',
    'SSH_PRIVATE_KEY',
    'BASIC_AUTH',
    'GCP_CREDENTIALS',
  ])('%s', name => expect(looksLikeCredential(name)).toBe(true))
  it.each([
    'TOKENIZERS_PARALLELISM',
    'AUTHOR',
    'VERSION',
    'KEYBOARD',
    'SECRETARY',
    'PASSENGER',
    'GIT_COMMIT',
    'AUTH_URL',
    'NEXT_PUBLIC_API_KEY',
    'TOKEN_FILE',
    'secret_name',
  ])('not %s', name => expect(looksLikeCredential(name)).toBe(false))

  it('an ARG that nobody gives a value is none', () => {
    expect(digestText('FROM debian\nARG NPM_TOKEN\nRUN x')).toHaveLength(64)
  })
})
