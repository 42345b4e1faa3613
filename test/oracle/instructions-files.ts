import fc, { type Arbitrary } from 'fast-check'
import { type Line, line } from './model.ts'
import { of, type Scope, sometimes } from './scope.ts'

const source = fc.oneof(
  of(
    'a',
    'b.txt',
    'dir',
    'dir/',
    'dir/sub',
    './a',
    '/a',
    '../a',
    'link',
    'dlink',
    'dir/ln',
    'lib',
    'run.sh',
    'package.json',
    '.hidden',
  ),
  of('*.txt', 'd?r', '[ab]', 'dir/*', 'dir/t*', 'app', 'dir/sub/*', '*.json'),
  of('${UNSET:-a}', 'dir/${UNSET:-one}'),
)
const destination = fc.oneof(of('/x', '/x/', './', 'rel/', '/deep/er/', '/x/$V/', '/y/${E:-e}/'), of('/x/', '/z/'))
const owner = of('1000', '1000:1000', '0:0', '${UNSET:-7}', '65534')

const copyFlags = fc
  .tuple(
    sometimes(
      owner.map(o => `--chown=${o}`),
      4,
    ),
    sometimes(
      of('755', '0644', 'u=rwX,go=rX', '${UNSET:-700}').map(m => `--chmod=${m}`),
      5,
    ),
    sometimes(of('--link', '--link=true', '--link=false'), 4),
    sometimes(of('--exclude=*.txt', '--exclude=sub', '--exclude=**/four*', '--exclude=!a'), 6),
  )
  .map(found => found.filter(flag => flag !== undefined))

/** COPY of every form. */
export function copy(scope: Scope): Arbitrary<Line> {
  const from = scope.stages.length > 0 ? fc.oneof(of(...scope.stages), of('0')) : of('tool:latest')
  return fc.oneof(
    {
      weight: 5,
      arbitrary: fc
        .tuple(copyFlags, source, destination)
        .map(([flags, src, dst]) => line('COPY', `${src} ${dst}`, flags)),
    },
    {
      weight: 1,
      arbitrary: fc
        .tuple(copyFlags, source, source)
        .map(([flags, one, two]) => line('COPY', `${one} ${two} /many/`, flags)),
    },
    {
      weight: 1,
      arbitrary: of(
        line('COPY', '. /all/'),
        line('COPY', '["with space.txt", "/x/"]'),
        line('COPY', '. .', ['--exclude=node_modules']),
      ),
    },
    {
      weight: 1,
      arbitrary: of(
        line('COPY', 'dir/sub/three /p/', ['--parents']),
        line('COPY', 'dir/./sub/deep /p/', ['--parents']),
        line('COPY', '**/*.txt /p/', ['--parents']),
      ),
    },
    {
      weight: 2,
      arbitrary: fc
        .tuple(from, copyFlags, of('/bin/true /t/', '/bin /t', '/etc /etc2'))
        .map(([stage, flags, rest]) => line('COPY', rest, [`--from=${stage}`, ...flags])),
    },
    {
      weight: 1,
      arbitrary: of(
        line('COPY', 'p /l/', ['--from=lib']),
        line('COPY', 'q /l', ['--from=lib']),
        line('COPY', 'q/*.txt /l/', ['--from=lib']),
      ),
    },
    {
      weight: 1,
      arbitrary: of(
        line('COPY', '<<EOF /h/f', [], 'text $V\nEOF\n'),
        line('COPY', "<<'EOF' /h/f", [], 'raw $V\nEOF\n'),
        line('COPY', '<<one <<two /h/', [], '1 $E\none\n2\ntwo\n'),
        line('COPY', '<<-EOF /h/f', ['--chmod=700'], '\tchomp\n\tEOF\n'),
        line('COPY', '<<f <<g /h/', ['--exclude=g'], '1\nf\n2\ng\n'),
      ),
    },
  )
}

/** No real builder is given these: there is no server that speaks Git. */
const addRepository = fc
  .tuple(
    of('git.example/o/r.git', 'git.example/o/${E:-e}.git'),
    of('', ':docs', ':/docs/'),
    of<readonly string[]>([], ['--keep-git-dir=true'], ['--exclude=*.txt'], ['--chown=3']),
  )
  .map(([remote, subdir, flags]) => line('ADD', `https://${remote}#${'c'.repeat(40)}${subdir} /g/`, flags))

/** ADD of every form. */
export function add({ http, real }: Scope): Arbitrary<Line> {
  return fc.oneof(
    fc
      .tuple(copyFlags, of('a', 'dir', '*.txt'), destination)
      .map(([flags, src, dst]) => line('ADD', `${src} ${dst}`, flags)),
    of(
      line('ADD', 'dir /u/', ['--unpack=false']),
      line('ADD', 'a /u/', ['--unpack=true']),
      line('ADD', '<<EOF /h/added', [], 'added $V\nEOF\n'),
    ),
    of('/d/', '/d/file').map(dst => line('ADD', `${http.url} ${dst}`, [`--checksum=sha256:${http.sha256}`])),
    ...(real ? [] : [addRepository]),
  )
}
