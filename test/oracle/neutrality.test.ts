import { describe, expect, it } from 'vitest'
import { isSame } from './neutrality.ts'
import { solveRequest } from './solve-request.ts'

describe('two layers are the same', () => {
  const entry = (mode: string, time: string, content: string) => `etc/a b 0 ${mode} 0:0  0,0 ${time} ${content}`
  const old = '2020-09-13T12:26:40'
  it.each([
    ['with all they hold', [entry('644', old, 'aa')], [entry('644', old, 'aa')], true],
    ['where a time is of the build', [entry('644', old, 'aa')], [entry('644', 'now', 'aa')], true],
    ['not with other times', [entry('644', old, 'aa')], [entry('644', '2020-09-14T12:26:40', 'aa')], false],
    ['not with other modes', [entry('644', 'now', 'aa')], [entry('755', 'now', 'aa')], false],
    ['not with other content', [entry('644', 'now', 'aa')], [entry('644', 'now', 'bb')], false],
    [
      'not with an attribute more',
      [entry('644', 'now', 'aa')],
      [entry('644', 'now', 'aa').replace('0,0', '0,0 SCHILY.xattr.user.a=62')],
      false,
    ],
    ['not with an entry more', [entry('644', old, 'aa')], [], false],
  ])('%s', (_, one, other, expected) => expect(isSame(one, other)).toBe(expected))
})

describe('a request', () => {
  it('asks the frontend for what buildx would', () => {
    const { opts, locals } = solveRequest({
      cwd: '/c',
      context: '.',
      dockerfile: '/tmp/copy/Dockerfile',
      target: 'app',
      platforms: ['linux/amd64', 'linux/arm64'],
      buildArgs: { A: '1' },
      namedContexts: [
        { name: 'deps', platform: 'linux/arm64', value: 'docker-image://r/b@sha256:1' },
        { name: 'lib', value: '/lib' },
      ],
      addHosts: ['one:10.0.0.1'],
      shmSize: '64m',
    })
    expect(opts).toEqual({
      filename: 'Dockerfile',
      platform: 'linux/amd64,linux/arm64',
      target: 'app',
      'build-arg:A': '1',
      'context:deps::linux/arm64': 'docker-image://r/b@sha256:1',
      'context:lib': 'local:lib',
      'add-hosts': 'one=10.0.0.1',
      'shm-size': '67108864',
    })
    expect(locals).toEqual({ context: '/c', dockerfile: '/tmp/copy', lib: '/lib' })
  })
})
