import { describe, expect, test } from 'vitest'
import type { InputName } from '../../src/commands/inputs.ts'
import { readOptions, type Surroundings } from '../../src/commands/read-options.ts'
import { formatPlatform } from '../../src/image/platform.ts'
import { rawInputs, surroundings } from './raw.ts'

type Values = Partial<Record<InputName, string>>

const least: Values = { 'base-file': 'base.Dockerfile', tags: 'ghcr.io/acme/app:1' }

function read(
  values: Values,
  given: Partial<Surroundings> = {},
  lists: Partial<Record<InputName, readonly string[]>> = {},
) {
  return readOptions(rawInputs({ ...least, ...values }, lists), surroundings(given))
}

describe('readOptions, given little', () => {
  test('fills in what a laptop means', () => {
    expect(read({})).toEqual({
      base: {
        boundary: { kind: 'file', baseName: undefined },
        file: 'base.Dockerfile',
        store: {
          kind: 'registry',
          repository: { registry: 'ghcr.io', repository: 'acme/app-base' },
          tagPrefix: '',
        },
        upstream: 'follow',
        maxAge: 30,
        rebuild: 'none',
        reason: undefined,
        verify: [],
        salt: undefined,
        expectDigest: [],
        observations: undefined,
        failOnMiss: false,
      },
      app: {
        run: 'build',
        file: 'Dockerfile',
        target: undefined,
        tags: ['ghcr.io/acme/app:1'],
        labels: [],
        annotations: [],
        outputs: [],
        push: false,
        load: false,
        noCache: false,
        noCacheFilters: [],
        cacheFrom: [],
        cacheTo: [],
        cache: 'none',
        provenance: undefined,
        sbom: undefined,
        attests: [],
        gitLabels: false,
        call: undefined,
      },
      build: {
        cwd: '/srv/app',
        context: '.',
        buildArgs: new Map(),
        platforms: [{ os: 'linux', architecture: 'amd64' }],
        buildPlatform: { os: 'linux', architecture: 'amd64' },
        contexts: new Map(),
        secrets: [],
        ssh: [],
        network: undefined,
        addHosts: [],
        ulimits: [],
        shmSize: undefined,
        cgroupParent: undefined,
        allow: [],
        builder: undefined,
        pull: false,
      },
    })
  })

  test('finds the Dockerfile in the context, and another one from the working directory', () => {
    expect(read({ context: 'app' }).app.file).toBe('app/Dockerfile')
    expect(read({ context: 'app', file: 'ci/Dockerfile' }).app.file).toBe('ci/Dockerfile')
  })

  test('takes the base from a stage of the app', () => {
    const { base } = read({ 'base-file': '', 'base-stage': 'deps', context: 'app' })
    expect(base.boundary).toEqual({ kind: 'stage', stage: 'deps' })
    expect(base.file).toBe('app/Dockerfile')
  })
})

describe('readOptions, by the environment', () => {
  test.each<[env: Record<string, string>, values: Values, platforms: readonly string[]]>([
    [{}, {}, ['linux/amd64']],
    [{ DOCKER_DEFAULT_PLATFORM: '' }, {}, ['linux/amd64']],
    [{ DOCKER_DEFAULT_PLATFORM: 'linux/arm64/v8' }, {}, ['linux/arm64']],
    [{ DOCKER_DEFAULT_PLATFORM: 'linux/arm64,linux/amd64' }, {}, ['linux/arm64', 'linux/amd64']],
    [{ DOCKER_DEFAULT_PLATFORM: 'linux/arm64' }, { platforms: 'linux/s390x' }, ['linux/s390x']],
    [{ DOCKER_DEFAULT_PLATFORM: 'nonsense' }, { platforms: 'linux/s390x' }, ['linux/s390x']],
  ])('%j and %j build for %j', (env, values, platforms) => {
    const { build } = read(values, { env })
    expect(build.platforms.map(formatPlatform)).toEqual(platforms)
    expect(formatPlatform(build.buildPlatform)).toBe('linux/amd64')
  })

  test('a default platform that is none is refused, with its variable', () => {
    expect(() => read({}, { env: { DOCKER_DEFAULT_PLATFORM: 'linux/amd46' } })).toThrow(
      expect.objectContaining({ code: 'BH070', position: { file: 'DOCKER_DEFAULT_PLATFORM', line: 1, column: 1 } }),
    )
  })

  test('a source policy is refused', () => {
    expect(() => read({}, { env: { EXPERIMENTAL_BUILDKIT_SOURCE_POLICY: 'policy.json' } })).toThrow(
      expect.objectContaining({ code: 'BH051', message: expect.stringContaining('policy.json') }),
    )
    expect(() => read({}, { env: { EXPERIMENTAL_BUILDKIT_SOURCE_POLICY: '' } })).not.toThrow()
  })

  test.each([
    [undefined, false],
    ['', false],
    ['0', false],
    ['yes', false],
    ['1', true],
    ['True', true],
    ['full', true],
  ])('BUILDX_GIT_LABELS=%s asks for labels: %j', (value, asked) => {
    expect(read({}, { env: { BUILDX_GIT_LABELS: value } }).app.gitLabels).toBe(asked)
  })
})

describe('readOptions, given values', () => {
  const cases: readonly (readonly [Values, (options: ReturnType<typeof read>) => unknown, unknown])[] = [
    [{ 'max-age': '7' }, options => options.base.maxAge, 7],
    [{ 'max-age': '7d' }, options => options.base.maxAge, 7],
    [{ push: 'True' }, options => options.app.push, true],
    [{ 'fail-on-miss': 'TRUE' }, options => options.base.failOnMiss, true],
    [{ app: 'false' }, options => options.app.run, 'skip'],
    [{ rebuild: 'base' }, options => [options.base.rebuild, options.app.noCache], ['base', false]],
    [{ rebuild: 'all' }, options => [options.base.rebuild, options.app.noCache], ['all', true]],
    [{ 'app-cache': 'registry' }, options => options.app.cache, 'registry'],
    [
      { verify: 'python -c "import torch, numpy"\nnode -v' },
      options => options.base.verify,
      ['python -c "import torch, numpy"', 'node -v'],
    ],
    [{ 'expect-digest': 'a'.repeat(64) }, options => options.base.expectDigest, ['a'.repeat(64)]],
    [
      { platforms: 'linux/arm64/v8, linux/amd64\nlinux/arm64' },
      options => options.build.platforms,
      [
        { os: 'linux', architecture: 'arm64' },
        { os: 'linux', architecture: 'amd64' },
      ],
    ],
    [
      { 'build-contexts': 'a=./x=y\nb=docker-image://alpine' },
      options => [...options.build.contexts],
      [
        ['a', './x=y'],
        ['b', 'docker-image://alpine'],
      ],
    ],
    [
      { 'build-contexts': 'a:1=./u@h:p.git\nb::linux/arm64=local:x\nc=git@h:p.git\nd=./github.com/a/b' },
      options => [...options.build.contexts.keys()],
      ['a:1', 'b::linux/arm64', 'c', 'd'],
    ],
    [{ call: 'build', push: 'true' }, options => [options.app.call, options.app.push], [undefined, true]],
    [
      { call: 'check', push: 'true', load: 'true', outputs: 'type=image' },
      ({ app }) => [app.call, app.push, app.load, app.outputs],
      ['check', false, false, []],
    ],
    [{ network: 'host' }, options => options.build.network, 'host'],
    [{ 'base-file': 'docker/base.Dockerfile' }, options => options.base.file, 'docker/base.Dockerfile'],
    [{ 'base-file': '/srv/app/base.Dockerfile' }, options => options.base.file, '/srv/app/base.Dockerfile'],
    [{ context: '..', 'base-file': '../base.Dockerfile' }, options => options.base.file, '../base.Dockerfile'],
    [{ 'base-file': '..base' }, options => options.base.file, '..base'],
    [{ file: '../Dockerfile' }, options => options.app.file, '../Dockerfile'],
    [
      {
        push: 'true',
        tags: '',
        outputs: 'type=image,"name=ghcr.io/a/b,ghcr.io/a/c"',
        'base-repository': 'ghcr.io/a/base',
      },
      options => options.app.push,
      true,
    ],
    [{ outputs: 'type=image,push=,name=a/b' }, options => options.app.outputs, ['type=image,push=,name=a/b']],
    [{ provenance: 'T', sbom: '0' }, options => [options.app.provenance, options.app.sbom], ['T', '0']],
  ]
  test.each(cases)('%j', (values, pick, expected) => {
    expect(pick(read(values))).toEqual(expected)
  })

  test('joins entries of the text with those given one by one, which are taken as they stand', () => {
    const raw = rawInputs({ ...least, labels: 'a=1' }, { labels: ['b="2", 3'], platforms: ['linux/amd64,linux/arm64'] })
    const { app, build } = readOptions(raw, surroundings())
    expect(app.labels).toEqual(['a=1', 'b="2", 3'])
    expect(build.platforms.map(platform => platform.architecture)).toEqual(['amd64', 'arm64'])
  })
})

describe('where bases are kept', () => {
  const cases: readonly (readonly [Values, string | undefined, unknown])[] = [
    [{ tags: 'ghcr.io/acme/app:1,docker.io/acme/app' }, undefined, ['ghcr.io', 'acme/app-base', '']],
    [{ tags: 'acme/app' }, undefined, ['docker.io', 'acme/app-base', '']],
    [{ tags: 'localhost:5000/app' }, undefined, ['localhost:5000', 'app-base', '']],
    [{ 'base-repository': 'ghcr.io/acme/base' }, undefined, ['ghcr.io', 'acme/base', '']],
    [{ 'base-repository': 'ghcr.io/acme/app' }, undefined, ['ghcr.io', 'acme/app', 'base-']],
    [
      { tags: 'x/y,ghcr.io/acme/app', 'base-repository': 'ghcr.io/acme/app' },
      undefined,
      ['ghcr.io', 'acme/app', 'base-'],
    ],
    [{ tags: '', 'base-repository': 'ghcr.io/acme/app' }, undefined, ['ghcr.io', 'acme/app', '']],
    [{ tags: '' }, '.basehit', '.basehit'],
    [{ tags: 'app:dev' }, '.basehit', '.basehit'],
    [{ tags: 'ghcr.io/acme/app' }, '.basehit', ['ghcr.io', 'acme/app-base', '']],
    [{ 'base-repository': 'oci-layout://cache/bases' }, undefined, 'cache/bases'],
  ]
  test.each(cases)('%j with layout %j', (values, layout, expected) => {
    const { store } = read(values, { layout }).base
    const found =
      store.kind === 'layout'
        ? store.directory
        : [store.repository.registry, store.repository.repository, store.tagPrefix]
    expect(found).toEqual(expected)
  })
})

describe('readOptions refuses', () => {
  const cases: readonly (readonly [string, Values])[] = [
    ['BH001', { tags: '' }],
    ['BH001', { tags: 'app:dev' }],
    ['BH001', { 'base-repository': 'oci-layout://' }],
    ['BH002', { 'base-repository': 'GHCR.io/Foo/Bar' }],
    ['BH002', { tags: 'ghcr.io/Acme/app' }],
    ['BH003', { 'base-repository': 'ghcr.io/foo/bar:tag' }],
    ['BH003', { 'base-repository': `ghcr.io/foo@sha256:${'a'.repeat(64)}` }],
    ['BH004', { 'base-repository': 'https://ghcr.io/foo/bar' }],
    ['BH005', { 'base-repository': 'foo bar' }],
    ['BH006', { 'base-repository': 'ghcr.io//bar' }],
    ['BH007', { 'base-repository': `ghcr.io/${'a'.repeat(256)}` }],
    ['BH007', { tags: `ghcr.io/${'a'.repeat(252)}` }],
    ['BH008', { 'base-repository': 'localhost:99999/x' }],
    ['BH009', { 'base-repository': 'gh\u0441r.io/x' }],
    ['BH010', { 'base-repository': '--push' }],
    ['BH011', { 'expect-digest': 'sha256:abc' }],
    ['BH022', { 'base-file': '../../etc/passwd' }],
    ['BH022', { 'base-file': '/etc/passwd' }],
    ['BH022', { 'base-file': '..' }],
    ['BH022', { 'base-file': '/srv/application/Dockerfile' }],
    ['BH040', { context: 'https://github.com/acme/app.git' }],
    ['BH040', { context: 'git@github.com:acme/app.git' }],
    ['BH040', { context: '{{defaultContext}}:docker' }],
    ['BH040', { context: '-' }],
    ['BH040', { context: 'u@h:p.git' }],
    ['BH040', { context: 'github.com/acme/app' }],
    ['BH040', { context: 'ssh://git@github.com/acme/app.git' }],
    ['BH040', { 'build-contexts': 'lib={{defaultContext}}:lib' }],
    ['BH070', { platforms: 'linux/amd46' }],
    ['BH070', { platforms: 'linux' }],
    ['BH070', { platforms: 'windows/amd64' }],
    ['BH070', { platforms: 'linux/arm/v9' }],
    ...['yes', 'tRUE', '1', '0', 'on'].map(push => ['BH071', { push }] as const),
    ...['7 weeks', '-1', 'NaN', '1e400', '0', '0d', '12h', '1.5', '36501', '999999'].map(
      age => ['BH072', { 'max-age': age }] as const,
    ),
    ['BH073', { upstream: 'locked' }],
    ['BH073', { rebuild: 'app' }],
    ['BH073', { 'app-cache': 'local' }],
    ['BH073', { network: 'bridge' }],
    ['BH075', { 'base-stage': 'deps' }],
    ['BH075', { 'base-file': '' }],
    ['BH075', { 'base-file': '', 'base-stage': 'deps', 'base-name': 'base' }],
    ['BH075', { push: 'true', tags: '', 'base-repository': 'ghcr.io/acme/base' }],
    ['BH077', { 'build-contexts': 'alone' }],
    ['BH077', { 'build-contexts': '=x' }],
    ['BH077', { 'build-contexts': 'a=' }],
    ['BH077', { 'build-contexts': 'a=1\na=2' }],
    ['BH075', { outputs: 'type=registry', tags: '', 'base-repository': 'ghcr.io/acme/base' }],
    ['BH075', { outputs: 'type=image,push=T', tags: '', 'base-repository': 'ghcr.io/acme/base' }],
    ['BH075', { push: 'true', outputs: 'type=oci,dest=x,name=a/b', tags: '', 'base-repository': 'ghcr.io/acme/base' }],
    ['BH077', { 'build-contexts': 'Lib=./lib' }],
    ['BH077', { 'build-contexts': 'b-=./lib' }],
    ...['u@h:p.git', 'github.com/a/b', 'ssh://git@h/a.git', 'HTTPS://h/a.git', 'target:base'].map(
      value => ['BH077', { 'build-contexts': `lib=${value}` }] as const,
    ),
    ['BH078', { labels: '"open' }],
    ['BH078', { outputs: 'type=image,push=yes' }],
    ['BH078', { outputs: 'type=oci,dest=x,rewrite-timestamp=' }],
    ['BH078', { outputs: 'type=image,push' }],
    ['BH078', { 'cache-to': 'mode=max' }],
    ['BH078', { 'cache-from': 'type =gha' }],
    ['BH078', { attests: 'mode=max' }],
    ['BH078', { provenance: 'mode=max,disabled=on' }],
    ['BH078', { sbom: 'yes' }],
  ]
  test.each(cases)('%s: %j', (code, values) => {
    expect(() => read(values)).toThrow(expect.objectContaining({ code }))
  })

  test.each(cases.filter(([code]) => !/^BH0(?:0[2-9]|10)$/.test(code)))('%s: %j with a remedy', (_, values) => {
    expect(() => read(values)).toThrow(expect.objectContaining({ remedy: expect.stringMatching(/^[a-z`].*[^.]$/) }))
  })
})

describe('a path', () => {
  test('keeps the blanks that are part of it', () => {
    const { base, app, build } = read(
      { 'base-file': '  lead/Dockerfile ', file: ' my app.Dockerfile', context: ' ctx ' },
      {},
      { 'build-contexts': ['lib=  odd dir '] },
    )
    expect([base.file, app.file, build.context]).toEqual(['  lead/Dockerfile ', ' my app.Dockerfile', ' ctx '])
    expect([...build.contexts]).toEqual([['lib', '  odd dir ']])
  })

  test('loses the line break of the file it is written in', () => {
    expect(read({ 'base-file': 'base.Dockerfile\n', context: '.\r\n' })).toMatchObject({
      base: { file: 'base.Dockerfile' },
      build: { context: '.' },
    })
  })

  test('of blanks alone is none', () => {
    expect(read({ 'base-file': 'base.Dockerfile', context: '  \n', file: ' ' })).toMatchObject({
      app: { file: 'Dockerfile' },
      build: { context: '.' },
    })
  })
})

describe('the input `trust`, which this version does not have', () => {
  const workflow = { GITHUB_ACTIONS: 'true' }

  test('is refused where it asks for more than there is', () => {
    expect(() => read({}, { env: { ...workflow, INPUT_TRUST: ' attested' } })).toThrow(
      expect.objectContaining({
        code: 'BH074',
        message: 'the input `trust: attested` is not there yet: this version does not check who made a base',
        remedy: expect.stringContaining('remove it'),
      }),
    )
  })

  test.each([
    { ...workflow, INPUT_TRUST: 'repository' },
    { ...workflow, INPUT_TRUST: '' },
    { INPUT_TRUST: 'attested' },
  ])('is nobody’s business otherwise: %j', env => {
    expect(() => read({}, { env })).not.toThrow()
  })
})
