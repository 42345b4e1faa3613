import { describe, expect, it } from 'vitest'
import { contextKind, isLoadable } from '../../src/buildx/context-value.ts'

/** What buildx 0.36 and BuildKit 0.32 make of `--build-context lib=VALUE` and `COPY --from=lib`. */
describe('contextKind', () => {
  it.each([
    ...['.', '../x', './u@h:p.git', '../u@h:p.git', './github.com/a/b', ' x', 'a:b', 'C:\\x', '{{defaultContext}}:sub'],
    ...['github.com', 'www.github.com/a/b', 'GitHub.com/a/b', 'gitlab.com/a/b.git', 'x/u@h:p', 'u@h/x:p'],
    ...['ü@h:p', 'u@h_x:p', 'a.b@h:p', 'a b@h:p', 'HTTPS://h/a', 'ftp://h/a', 'file:///tmp'],
    ...['git+https://h/a.git', 'ssh+git://h/a', 'DOCKER-IMAGE://busybox', 'docker-image:busybox', 'oci-layout:x'],
    ...['TARGET:x', 'target', 'local:x', 'input:x', 'cwd://x'],
  ])('%j is a directory', value => expect(contextKind(value)).toBe('directory'))

  it.each([
    ...['git@h:p.git', 'git@h:', 'http://', 'http://h/a', 'https://h/a.git', 'git://h/a', 'https://h/a.git#main:sub'],
    'https://h/a.git?ref=x',
  ])('%j is fetched', value => expect([contextKind(value), isLoadable(value)]).toEqual(['remote', true]))

  it.each([
    ...['u@h:p.git', 'u@h:', 'a-b_c@h.x-y:p', 'github.com/a/b', 'github.com/', 'github.com/a/b.git#main:sub'],
    ...['HTTPS://h/a.git', 'GIT://h/a', 'ssh://h/a', 'ssh://git@h/a.git'],
  ])('%j is fetched by nobody', value => expect([contextKind(value), isLoadable(value)]).toEqual(['remote', false]))

  it.each([
    ['docker-image://', 'image'],
    ['docker-image://busybox', 'image'],
    ['oci-layout://x', 'layout'],
    ['target:x', 'target'],
  ])('%j is an %s', (value, kind) => expect(contextKind(value)).toBe(kind))
})
