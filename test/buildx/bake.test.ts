import { describe, expect, test } from 'vitest'
import { bakeArguments, bakeEnvironment } from '../../src/buildx/arguments.ts'
import { bakeDefinition } from '../../src/buildx/bake.ts'
import type { BuildRequest } from '../../src/buildx/request.ts'
import { fullRequest, smallRequest } from './requests.ts'

const targetOf = (request: BuildRequest) => JSON.parse(bakeDefinition(request)).target.default

test('says every field of a request', async () => {
  await expect(bakeDefinition(fullRequest)).toMatchFileSnapshot('__snapshots__/bake-full.json')
})

test('says nothing that the request does not', () => {
  expect(targetOf(smallRequest)).toEqual({ context: '/srv/app' })
})

test.each([
  [
    'a Dockerfile is found from the working directory, not the context',
    { dockerfile: 'x/Dockerfile' },
    { dockerfile: '/srv/x/Dockerfile' },
  ],
  [
    'a remote context keeps its own paths',
    { context: 'https://git.test/a.git#main', dockerfile: 'x/Dockerfile' },
    { context: 'https://git.test/a.git#main', dockerfile: 'x/Dockerfile' },
  ],
  ['a Git context over ssh is remote', { context: 'git@git.test:a.git' }, { context: 'git@git.test:a.git' }],
  [
    'a named context is a directory unless buildx fetches it',
    {
      namedContexts: [
        { name: 'a', value: 'local:x' },
        { name: 'b', value: 'docker-image:y' },
        { name: 'c', value: 'git@h:p.git' },
        { name: 'd', value: 'target:other' },
        { name: 'e', value: 'oci-layout://x:1' },
      ],
    },
    {
      contexts: {
        a: '/srv/local:x',
        b: '/srv/docker-image:y',
        c: 'git@h:p.git',
        d: 'target:other',
        e: 'oci-layout://x:1',
      },
    },
  ],
  ['provenance: true switches it on', { provenance: 'true' }, { attest: ['type=provenance,disabled=false'] }],
  ['provenance: false switches it off', { provenance: 'false' }, { attest: ['type=provenance,disabled=true'] }],
  [
    'the first word on an attestation stands, as in buildx build',
    { attests: ['type=sbom,a=b'], sbom: 'true' },
    { attest: ['type=sbom,a=b'] },
  ],
  [
    'addresses of one host are joined',
    { addHosts: ['h:1.1.1.1', 'h=[::1]'] },
    { 'extra-hosts': { h: '1.1.1.1,[::1]' } },
  ],
  ['false is said by silence', { noCache: false, pull: false, push: false, load: false }, {}],
  ['an empty value is none', { target: '', network: '', tags: [] }, {}],
])('%s', (_name, fields, expected) => {
  expect(targetOf({ ...smallRequest, ...fields })).toEqual({ context: '/srv/app', ...expected })
})

test.each<[string, Partial<BuildRequest>, string, RegExp]>([
  ['cgroup-parent', { cgroupParent: 'x' }, 'BH104', /cgroup-parent/],
  ['a Dockerfile from standard input', { dockerfile: '-' }, 'BH104', /standard input/],
  ['a Dockerfile from a URL', { dockerfile: 'https://x.test/Dockerfile' }, 'BH104', /from a URL/],
  ['a value that bake would rewrite to NFC', { buildArgs: { NAME: 'Jose\u0301' } }, 'BH104', /args NAME/],
  ['a name that bake would rewrite to NFC', { context: 'e\u0301' }, 'BH104', /context/],
  ['a value that begins with what bake drops', { buildArgs: { NAME: '\ufeffx' } }, 'BH104', /args NAME.*U\+FEFF/],
  ['a name that begins with what bake drops', { labels: { '\ufeffa': 'x' } }, 'BH104', /labels.*U\+FEFF/],
  ['half a surrogate pair', { labels: { a: '\ud800' } }, 'BH104', /labels a/],
  [
    'a named context twice',
    {
      namedContexts: [
        { name: 'a', value: 'x' },
        { name: 'a', value: 'y' },
      ],
    },
    'BH104',
    /context a twice/,
  ],
  ['a named context without a value', { namedContexts: [{ name: 'a', value: '' }] }, 'BH104', /named context/],
  ['a host without an address', { addHosts: ['a.test'] }, 'BH104', /host "a.test"/],
  ['a secret without an id', { secrets: [{ id: '', env: 'A' }] }, 'BH110', /no id/],
  [
    'a secret twice',
    {
      secrets: [
        { id: 'a', env: 'A' },
        { id: 'a', file: 'b' },
      ],
    },
    'BH110',
    /a is given twice/,
  ],
])('refuses %s', (_name, fields, code, message) => {
  expect(() => bakeDefinition({ ...smallRequest, ...fields })).toThrow(
    expect.objectContaining({ code, message: expect.stringMatching(message), remedy: expect.any(String) }),
  )
})

describe('arguments', () => {
  const files = { definition: '/tmp/bake.json', metadata: '/tmp/metadata.json' }
  const common = '--file /tmp/bake.json --metadata-file /tmp/metadata.json --progress rawjson'

  test.each<[Partial<BuildRequest>, string]>([
    [{}, `bake ${common} default`],
    [{ builder: 'b', call: 'check,format=json' }, `bake ${common} --builder b --call check,format=json default`],
    [{ allow: ['security.insecure', 'device=x'] }, `bake ${common} --allow security.insecure --allow device=x default`],
    [{ network: 'host', allow: ['network.host'] }, `bake ${common} --allow network.host default`],
  ])('%j', (fields, expected) => {
    expect(bakeArguments({ ...smallRequest, ...fields }, files).join(' ')).toBe(expected)
  })

  test('the environment does not let a workflow change what is built or reported', () => {
    const env = {
      PATH: '/bin',
      SOURCE_DATE_EPOCH: '1',
      BUILDX_METADATA_PROVENANCE: 'disabled',
      BUILDX_BAKE_FILE_RELATIVE_PATHS: '1',
    }
    expect(bakeEnvironment(env, { defaultAttestations: false, env: { TOKEN: 't' } })).toEqual({
      PATH: '/bin',
      TOKEN: 't',
      BUILDX_METADATA_PROVENANCE: 'max',
      BUILDX_METADATA_WARNINGS: 'true',
      BUILDX_BAKE_ENTITLEMENTS_FS: '0',
      BUILDX_BAKE_FILE_RELATIVE_PATHS: '0',
      BUILDX_NO_DEFAULT_ATTESTATIONS: '1',
    })
  })

  test('default attestations are the environment’s choice unless the request says', () => {
    const env = { BUILDX_NO_DEFAULT_ATTESTATIONS: '1' }
    expect(bakeEnvironment(env, {}).BUILDX_NO_DEFAULT_ATTESTATIONS).toBe('1')
    expect(bakeEnvironment(env, { defaultAttestations: true }).BUILDX_NO_DEFAULT_ATTESTATIONS).toBe('0')
  })
})
