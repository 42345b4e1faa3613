import { expect, test } from 'vitest'
import { cacheFolder } from '../../src/machine/cache-folder.ts'

test.each<[string, Record<string, string>, string]>([
  ['below the home', {}, '/home/one/.cache/basehit'],
  ['where XDG_CACHE_HOME says', { XDG_CACHE_HOME: '/var/cache' }, '/var/cache/basehit'],
  ['below the home for an empty XDG_CACHE_HOME', { XDG_CACHE_HOME: '' }, '/home/one/.cache/basehit'],
  ['below the home for a relative XDG_CACHE_HOME', { XDG_CACHE_HOME: 'cache' }, '/home/one/.cache/basehit'],
])('the cache folder is %s', (_, env, folder) => {
  expect(cacheFolder(env, '/home/one')).toBe(folder)
})
