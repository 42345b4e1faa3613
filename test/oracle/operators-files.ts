import { insert } from './edit.ts'
import type { Exemption } from './exempt.ts'
import type { Build, Tree } from './model.ts'
import { line } from './model.ts'
import { operator } from './operator.ts'
import type { Operator } from './operators.ts'
import type { Picker } from './picker.ts'

/** A build that copies what the operator changes. */
function copying(build: Build, picker: Picker, source: string): Build {
  return insert(
    build,
    picker,
    line('COPY', `${source} /copied/`, picker.one<readonly string[]>([[], ['--link'], ['--chown=1:2']])),
  )
}

function content(
  name: string,
  meant: Operator['meant'],
  source: string | undefined,
  change: (build: Build, picker: Picker) => Build,
  exempt?: Exemption,
): Operator {
  return operator(
    name,
    meant,
    (build, picker) => {
      const before = source === undefined ? build : copying({ ...build, ignore: undefined }, picker, source)
      return [before, change(before, picker)]
    },
    { seen: 'content', ...(exempt === undefined ? {} : { exempt }) },
  )
}

function withFiles(build: Build, files: Tree): Build {
  return { ...build, files: { ...build.files, ...files } }
}

function without(build: Build, path: string): Build {
  return { ...build, files: Object.fromEntries(Object.entries(build.files).filter(([each]) => each !== path)) }
}

/** Changes of the context's files. */
export const fileOperators: readonly Operator[] = [
  content('a byte', 'change', 'a', build => withFiles(build, { a: 'other text' })),
  content('a byte below a directory', 'change', 'dir', build =>
    withFiles(build, { 'dir/sub/deep/four.txt': 'other four' }),
  ),
  content('execute bit', 'change', 'b.txt', build => ({ ...build, modes: { ...build.modes, 'b.txt': 0o755 } })),
  content('private mode', 'change', 'dir', build => ({ ...build, modes: { ...build.modes, 'dir/one': 0o600 } })),
  content('mode of a directory', 'change', 'dir', build => ({ ...build, modes: { ...build.modes, 'dir/sub': 0o700 } })),
  content('file added', 'change', 'dir', build => withFiles(build, { 'dir/sub/new': 'new' })),
  content('file matched by a wildcard', 'change', '*.txt', build => withFiles(build, { 'new.txt': 'new' })),
  content('file removed', 'change', 'dir', build => without(build, 'dir/sub/three')),
  content('file renamed', 'change', 'dir', build =>
    withFiles(without(build, 'dir/one'), { 'dir/eins': build.files['dir/one'] ?? '' }),
  ),
  content('target of a symlink', 'change', 'dir', build => withFiles(build, { 'dir/ln': '→one' })),
  content('what a followed symlink names', 'change', 'dlink', build => withFiles(build, { dlink: '→app' })),
  content('file becomes a symlink', 'change', 'dir', build => withFiles(build, { 'dir/one': '→two.txt' })),
  content('empty directory', 'change', 'dir', build => withFiles(build, { 'dir/void/': '' })),
  content('ignore pattern hides', 'change', 'dir', build => ({ ...build, ignore: 'dir/sub\n' })),
  content('ignore pattern brings back', 'change', 'dir', build => ({ ...build, ignore: 'dir/*\n!dir/two.txt\n' })),
  content('own ignore file', 'change', 'dir', build => ({ ...build, ownIgnore: 'dir/sub\n' })),
  content('own ignore file that wins', 'same', 'dir', build => ({
    ...build,
    ignore: 'dir/sub\n',
    ownIgnore: '# nothing\n',
  })),
  content('line ends of a file', 'change', 'dir', build => withFiles(build, { 'dir/one': 'text one\r' })),
  operator(
    'file of a mount',
    'change',
    (build, picker) => {
      const before = insert(
        { ...build, ignore: undefined },
        picker,
        line('RUN', ': mounted', ['--mount=target=/m,source=dir']),
      )
      return [before, withFiles(before, { 'dir/two.txt': 'other two' })]
    },
    { seen: 'content' },
  ),
  operator(
    'file of a named context',
    'change',
    (build, picker) => {
      const before = insert(build, picker, line('COPY', 'q /q/', ['--from=lib']))
      return [
        before,
        { ...before, contexts: { ...before.contexts, lib: { ...(before.contexts.lib as Tree), 'q/s': 'other s' } } },
      ]
    },
    { seen: 'content' },
  ),
  content('file nobody copies', 'same', undefined, build => withFiles(build, { 'app/unused/z.js': 'unused' })),
  content(
    'group may write',
    'same',
    'dir',
    build => ({ ...build, modes: { ...build.modes, 'dir/one': 0o664 } }),
    'mode-class',
  ),
  content(
    'directory that a group may write',
    'same',
    'dir',
    build => ({ ...build, modes: { ...build.modes, 'dir/sub': 0o775 } }),
    'mode-class',
  ),
  content('file beside what is mounted', 'same', undefined, build => withFiles(build, { 'beside.md': 'beside' })),
  operator(
    'ignored file',
    'same',
    (build, picker) => {
      const before = copying({ ...build, ignore: 'dir/sub/deep\n**/*.log\n' }, picker, 'dir')
      return [before, withFiles(before, { 'dir/sub/deep/four.txt': 'ignored', 'dir/x.log': 'ignored' })]
    },
    { seen: 'content' },
  ),
  operator(
    'comment in .dockerignore',
    'same',
    (build, picker) => {
      const before = copying({ ...build, ignore: 'dir/sub\n' }, picker, 'dir')
      return [before, { ...before, ignore: '# why\n\ndir/sub/\n' }]
    },
    { seen: 'content' },
  ),
]
