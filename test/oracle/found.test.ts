import { describe } from 'vitest'
import { differs, same } from '../lower/pairs.ts'

const images = { busybox: { Env: ['PATH=/bin'] }, 'empty:1': { Env: ['PATH=/bin'] } }
const world = { files: { a: 'text a' }, images, contents: { 'empty:1': '' } }
const from = (...lines: string[]) => ['FROM busybox', ...lines].join('\n')
const checksum = `--checksum=sha256:${'1'.repeat(64)}`

/** Faults that the oracles found. */
describe('unsound', () => {
  differs(world, [
    [
      'an exclude may hide a download',
      from(`ADD ${checksum} http://h/f /x/`),
      from(`ADD ${checksum} --exclude=f http://h/f /x/`),
    ],
    ['an exclude may hide a here-document', from('COPY <<f /x/\ntext\nf'), from('COPY --exclude=f <<f /x/\ntext\nf')],
  ])
})

describe('imprecise', () => {
  same(world, [
    ['a link to an empty file system is a copy', 'FROM scratch\nCOPY a /x', 'FROM scratch\nCOPY --link a /x'],
    ['an image without layers is an empty file system', 'FROM empty:1\nCOPY a /x', 'FROM empty:1\nCOPY --link a /x'],
    [
      'an empty ARG hides nothing in a here-document',
      from('COPY <<f /x/\n[$V]\nf', 'ARG V='),
      from('ARG V=', 'COPY <<f /x/\n[$V]\nf'),
    ],
    ['a destination is cleaned', from('COPY a /x/$V/'), from('COPY a /x/')],
    ['a destination is cleaned from the root on', from('COPY a /x/../../y//z'), from('COPY a /y/z')],
    [
      'a secret that is only a variable has no mode',
      from('RUN --mount=type=secret,id=t,env=T x'),
      from('RUN --mount=type=secret,id=t,env=T,mode=0440 x'),
    ],
  ])
  differs(world, [
    ['a slash at the end of a destination stays', from('COPY a /x//'), from('COPY a /x')],
    ['a link to other files is no copy', from('COPY a /x'), from('COPY --link a /x')],
    [
      'a secret that is a file has a mode',
      from('RUN --mount=type=secret,id=t,env=T,target=/t x'),
      from('RUN --mount=type=secret,id=t,env=T,target=/t,mode=0440 x'),
    ],
  ])
})
