import { mkdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { basehit, startProgram } from './programs.ts'
import { createProject } from './project.ts'

const files = { 'd/f': 'f', 'e/g': 'g', f: 'f' }
const cache = (id: string) => `RUN --mount=type=cache,target=/c true # ${id}`

/** Each is judged by a builder that has never met it, with nothing of it in its cache. */
it.each<[what: string, accepts: boolean, lines: readonly string[]]>([
  ['a wildcard that fits nothing, alone', false, ['COPY d/wheel* /w/']],
  ['as a class, with a slash', false, ['COPY d/wheel[s]/ /w/']],
  ['in ADD', false, ['ADD d/wheel* /w/']],
  ['beside another that fits nothing', false, ['COPY d/wheel* d/zz* /w/']],
  ['beside one that fits', true, ['COPY d/wheel* d/f* /w/']],
  ['beside a file of the directory', true, ['COPY d/wheel* /w/', 'COPY d/f /w/']],
  ['beside the directory', true, ['COPY d /w/', 'COPY d/wheel* /w/']],
  ['beside the directory, all excluded', true, ['COPY --exclude=* d /w/', 'COPY d/wheel* /w/']],
  ['beside the whole context', true, ['COPY . /w/', 'COPY d/wheel* /w/']],
  ['beside another directory', false, ['COPY e /w/', 'COPY d/wheel* /w/']],
  ['at the root', true, ['COPY wheel* /w/']],
  ['two levels down, beside a file one level down', true, ['COPY d/*/wheel* d/f /w/']],
  ['in an empty directory', false, ['COPY empty/* /w/']],
  ['in a directory that is not there', false, ['COPY none/* /w/']],
  ['in a file', false, ['COPY f/wheel* /w/']],
  ['in a file that is copied', true, ['COPY f/wheel* f /w/']],
  ['in a directory that is not there, excluded', false, ['COPY --exclude=none/** none /w/']],
  ['behind a link', false, ['COPY link/wheel* /w/']],
  ['behind a link, beside a file behind it', true, ['COPY link/wheel* link/f /w/']],
  ['beside a link in the directory', true, ['COPY e/wheel* e/to-f /w/']],
  ['beside a bind mount of a file', true, ['RUN --mount=type=bind,source=d/f,target=/t true', 'COPY d/wheel* /w/']],
  ['beside a bind mount of all', true, ['RUN --mount=type=bind,target=/t true', 'COPY d/wheel* /w/']],
  ['beside a tmpfs', true, ['RUN --mount=type=tmpfs,target=/t true', 'COPY d/wheel* /w/']],
  ['beside a cache mount', false, [cache('1'), 'COPY d/wheel* /w/']],
  ['with --parents', true, ['COPY --parents d/wheel* /w/']],
  ['with --parents, behind the pivot', false, ['COPY --parents d/./wheel* /w/']],
  ['with --parents, before the pivot', true, ['COPY --parents d*/./wheel /w/']],
  ['in a named context', false, ['COPY --from=lib in/wheel* /w/']],
  ['at the root of a named context', true, ['COPY --from=lib wheel* /w/']],
  ['in a named context, beside a file', true, ['COPY --from=lib in/wheel* in/h /w/']],
])('%s: a builder takes it: %s', async (_, accepts, lines) => {
  const project = createProject({
    ...files,
    'lib/in/h': 'h',
    Dockerfile: ['FROM busybox AS deps', ...lines, 'FROM deps', 'COPY d /all', ''].join('\n'),
  })
  mkdirSync(join(project.directory, 'empty'))
  symlinkSync('d', join(project.directory, 'link'))
  symlinkSync('../d/f', join(project.directory, 'e/to-f'))
  const shared = ['--build-context', 'lib=lib']
  const plain = await startProgram(
    'buildx',
    ['build', '--no-cache', '--target', 'deps', '--output', 'type=cacheonly', ...shared, '.'],
    { cwd: project.directory },
  ).ended
  expect(plain.status === 0, plain.stderr).toBe(accepts)
  const ours = await basehit(project, ['digest', '--base-stage', 'deps', '--tag', `${project.app}:1`, ...shared])
  expect(ours.status === 0, ours.stderr).toBe(accepts)
  if (!accepts) expect(ours.stderr).toContain('error[BH034]')
})
