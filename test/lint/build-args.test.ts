import { describe, expect, it } from 'vitest'
import { undeclaredArgs } from '../../src/lint/build-args.ts'
import { dockerfile } from './samples.ts'

const base = dockerfile('base.Dockerfile', 'ARG TAG=1', 'FROM a:$TAG', 'ARG VERSION MIRROR=x', 'ONBUILD ARG LATER=1')
const app = dockerfile('Dockerfile', 'FROM base', 'RUN true', 'FROM base AS unused', 'arg LOWER')

const said = (names: readonly string[], triggers: readonly string[] = []) =>
  undeclaredArgs(names, [base, app], triggers).map(({ message, remedy }) => `${message}; ${remedy}`)

describe('a build arg', () => {
  it.each(['TAG', 'VERSION', 'MIRROR', 'LATER', 'LOWER'])('%s is declared in one of the files', name => {
    expect(said([name])).toEqual([])
  })

  it.each([
    'HTTP_PROXY',
    'https_proxy',
    'ALL_PROXY',
    'no_proxy',
    'BUILDKIT_INLINE_CACHE',
    'BUILDKIT_SANDBOX_HOSTNAME',
    'SOURCE_DATE_EPOCH',
    'TARGETPLATFORM',
    'BUILDARCH',
    'TARGETSTAGE',
  ])('%s is known to BuildKit', name => {
    expect(said([name])).toEqual([])
  })

  it('is declared by what an upstream does on build', () => {
    expect(said(['HOOK', 'OTHER'], ['RUN true', 'ARG HOOK=1 OTHER', 'ENV ARG=1'])).toEqual([])
  })

  it('that nothing declares is told with what was meant', () => {
    expect(said(['VERISON', 'Http_Proxy', 'TAG', 'BUILD'])).toEqual([
      'the build arg `VERISON` is declared by no ARG of base.Dockerfile or Dockerfile; did you mean VERSION?',
      'the build arg `Http_Proxy` is declared by no ARG of base.Dockerfile or Dockerfile; declare it with `ARG Http_Proxy`, or remove it',
      'the build arg `BUILD` is declared by no ARG of base.Dockerfile or Dockerfile; declare it with `ARG BUILD`, or remove it',
    ])
  })

  it('has its files named once', () => {
    expect(undeclaredArgs(['A'], [app, app], [])[0]?.message).toBe(
      'the build arg `A` is declared by no ARG of Dockerfile',
    )
  })
})
