import { expect, test } from 'vitest'
import { isCacheImport, unreadCache, unreadDirectory } from '../../src/buildx/cache-import.ts'

const ref = 'registry.test:5000/team/app:cache'
const importing = (source: string) => `importing cache manifest from ${source}`

test.each([
  ['a tag that is not there', importing(ref), `failed to configure registry cache importer: ${ref}: not found`, true],
  ['one of a build beside another', `[default] ${importing(ref)}`, `${ref}: not found`, true],
  ['a host that is not there', importing(ref), 'dial tcp: lookup nosuch.invalid: no such host', false],
  ['no right to read', importing(ref), 'pull access denied, repository does not exist or may require login', false],
  ['a cache service that refuses', importing('gha:12'), 'failed to configure gha cache importer: token expired', false],
  ['a blob that is gone', importing(ref), `${ref}: not found: blob`, false],
])('%s', (_, step, error, isMissing) => {
  expect(isCacheImport(step)).toBe(true)
  const reason = error.replace(/^failed to configure \w+ cache importer: /, '')
  expect(unreadCache(step, error)).toEqual({ source: step.replace(/^.* from /, ''), isMissing, reason })
})

test.each([
  '[2/2] RUN echo importing cache manifest from x',
  'exporting cache to registry',
  'load metadata: not found',
])('%s is no cache that is read', step => {
  expect(isCacheImport(step)).toBe(false)
  expect(unreadCache(step, 'x: not found')).toBeUndefined()
})

test('a directory that is not there is said by buildx itself', () => {
  const warning = (reason: string) => `WARNING: local cache import at /tmp/none skipped due to err: ${reason}`
  const gone = 'could not read /tmp/none/index.json: open /tmp/none/index.json: no such file or directory'
  expect(unreadDirectory(warning(gone))).toEqual({ source: '/tmp/none', isMissing: true, reason: gone })
  expect(unreadDirectory(warning('permission denied'))).toMatchObject({ isMissing: false })
  expect(unreadDirectory('WARNING: No output specified')).toBeUndefined()
})
