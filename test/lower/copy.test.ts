import { describe, expect, it } from 'vitest'
import { sha256Hex } from '../../src/image/digest.ts'
import { lowerText } from './memory.ts'
import { differs, refuses, same } from './pairs.ts'

const files = {
  'a.txt': 'a',
  'b.txt': 'b',
  'd/x': '1',
  'd/sub/y': '2',
  'e/x': '1',
  'e/sub/y': '2',
  link: '→a.txt',
  'app.tar': 'tar',
  only: '→one',
  'one/lone': 'a',
}
const D = 'FROM debian\n'
const lone = { files: { 'a.txt': 'a' } }
const checksum = `--checksum=sha256:${'a'.repeat(64)}`

same({ files }, [
  ['paths that climb out of the context stay in it', `${D}COPY a.txt /x/`, `${D}COPY ../../a.txt /x/`],
  ['a leading slash and dots', `${D}COPY a.txt /x/`, `${D}COPY /./d/../a.txt /x/`],
  ['a directory with and without slash', `${D}COPY d /x/`, `${D}COPY d/ /x/`],
  ['directories of the same content', `${D}COPY d /x/`, `${D}COPY e /x/`],
  ['a variable and its value', `${D}ENV S=a.txt D=/x\nCOPY $S $D/`, `${D}ENV S=a.txt D=/x\nCOPY a.txt /x/`],
  ['a relative destination', `${D}WORKDIR /w\nCOPY a.txt x/`, `${D}WORKDIR /w\nCOPY a.txt /w/x/`],
  ['the working directory', `${D}WORKDIR /w\nCOPY a.txt .`, `${D}WORKDIR /w\nCOPY a.txt ./`],
  ['JSON form', `${D}COPY ["a.txt", "/x/"]`, `${D}COPY a.txt /x/`],
  ['a wildcard and what it matches', `${D}COPY [a].txt /x/`, `${D}COPY a.txt /x/`],
  [
    'wildcards that fit nothing, beside a file of their directory',
    `${D}COPY d/wheel* d/x /x/`,
    `${D}COPY d/zz* d/x /x/`,
  ],
  [
    'wildcards that fit nothing, beside a tmpfs, for which all is sent',
    `${D}RUN --mount=type=tmpfs,target=/t true\nCOPY d/wheel* /x/`,
    `${D}RUN --mount=type=tmpfs,target=/t true\nCOPY d/zz* /x/`,
  ],
  ['octal modes', `${D}COPY --chmod=644 a.txt /x`, `${D}COPY --chmod=0644 a.txt /x`],
  ['--link with --chmod is a plain COPY', `${D}COPY --link --chmod=644 a.txt /x`, `${D}COPY --chmod=644 a.txt /x`],
  ['a login in a URL', `${D}ADD ${checksum} https://u:p@x/y /z`, `${D}ADD ${checksum} https://x/y /z`],
  ['an empty --chown', `${D}COPY --chown=$NO a.txt /x`, `${D}COPY a.txt /x`],
  ['a pattern of --exclude that matches nothing', `${D}COPY --exclude=*.md d /x/`, `${D}COPY d /x/`],
  ['files outside what is copied', [`${D}COPY d /x/`, { files: { ...files, 'a.txt': 'changed' } }], `${D}COPY d /x/`],
  ['modes 0644 and 0664', [`${D}COPY a.txt /x/`, { modes: { 'a.txt': 0o664 } }], `${D}COPY a.txt /x/`],
  ['modes 0755 and 0775 of a directory', [`${D}COPY d /x/`, { modes: { d: 0o775 } }], `${D}COPY d /x/`],
  ['USER has no influence', `${D}USER u\nCOPY a.txt /x\nUSER v`, `${D}COPY a.txt /x\nUSER v`],
  [
    'a stage by index and by name',
    'FROM a AS one\nRUN a\nFROM b\nCOPY --from=0 /x /',
    'FROM a AS one\nRUN a\nFROM b\nCOPY --from=ONE /x /',
  ],
  ['an image and a stage that is nothing else', `${D}COPY --from=tool /x /`, `FROM tool AS t\n${D}COPY --from=t /x /`],
  [
    'paths in a stage',
    'FROM a AS one\nFROM b\nCOPY --from=one x /',
    'FROM a AS one\nFROM b\nCOPY --from=one /y/../x/ /',
  ],
  [
    'a local build context holds the same files',
    [`${D}COPY --from=ctx x /y`, { contexts: { ctx: { x: '1' } } }],
    [`${D}COPY x /y`, { files: { x: '1' } }],
  ],
  [
    'its name in full',
    [`${D}COPY --from=ctx:latest x /y`, { contexts: { ctx: { x: '1' } } }],
    [`${D}COPY --from=ctx x /y`, { contexts: { ctx: { x: '1' } } }],
  ],
  ['an ADD with archives left alone', `${D}ADD --unpack=true app.tar /x/`, `${D}ADD app.tar /x/`],
  ['a heredoc with and without quotes, nothing to expand', `${D}COPY <<E /x\nhi\nE`, `${D}COPY <<"E" /x\nhi\nE`],
  ['tabs of <<-', `${D}COPY <<-E /x\n\thi\n\tE`, `${D}COPY <<E /x\nhi\nE`],
  ['`$` is kept in a quoted heredoc and escaped in another', `${D}COPY <<"E" /x\n$V\nE`, `${D}COPY <<E /x\n\\$V\nE`],
])

differs({ files }, [
  ['the root of a context with one file, and that file', [`${D}COPY . /x`, lone], [`${D}COPY a.txt /x`, lone]],
  ['a link to a directory of one file, and that file', `${D}COPY only /x`, `${D}COPY one/lone /x`],
  [
    'an empty context and a wildcard that matches nothing',
    [`${D}COPY . /x`, { files: {} }],
    [`${D}COPY *.none /x`, { files: {} }],
  ],
  ['content', `${D}COPY a.txt /x`, [`${D}COPY a.txt /x`, { files: { 'a.txt': 'A' } }]],
  ['an executable bit', `${D}COPY a.txt /x`, [`${D}COPY a.txt /x`, { modes: { 'a.txt': 0o755 } }]],
  ['a umask of 077', `${D}COPY a.txt /x`, [`${D}COPY a.txt /x`, { modes: { 'a.txt': 0o600 } }]],
  ['a trailing slash', `${D}COPY a.txt /x`, `${D}COPY a.txt /x/`],
  ['the name under a directory', `${D}COPY a.txt /x/`, [`${D}COPY b.txt /x/`, { files: { 'b.txt': 'a' } }]],
  ['the order of sources', `${D}COPY d e /x/`, [`${D}COPY e d /x/`, { files: { ...files, 'e/x': 'other' } }]],
  ['two sources and two instructions', `${D}COPY a.txt b.txt /x/`, `${D}COPY a.txt /x/\nCOPY b.txt /x/`],
  ['an owner', `${D}COPY --chown=1 a.txt /x`, `${D}COPY a.txt /x`],
  ['a mode', `${D}COPY --chmod=600 a.txt /x`, `${D}COPY a.txt /x`],
  ['a symbolic mode of two clauses', `${D}COPY --chmod=u=rwX,go-w a.txt /x`, `${D}COPY --chmod=g=u+x-w a.txt /x`],
  ['a symbolic mode', `${D}COPY --chmod=u+x a.txt /x`, `${D}COPY --chmod=u+w a.txt /x`],
  ['--link', `${D}COPY --link a.txt /x`, `${D}COPY a.txt /x`],
  ['--parents', `${D}COPY --parents d/x /y/`, `${D}COPY d/x /y/`],
  ['--exclude', `${D}COPY --exclude=x d /y/`, `${D}COPY d /y/`],
  ['ADD unpacks archives, COPY does not', `${D}ADD app.tar /x/`, `${D}COPY app.tar /x/`],
  ['--unpack=false', `${D}ADD --unpack=false app.tar /x/`, `${D}ADD app.tar /x/`],
  [
    '--exclude of files in a stage',
    'FROM a AS s\nFROM b\nCOPY --from=s --exclude=x / /y',
    'FROM a AS s\nFROM b\nCOPY --from=s / /y',
  ],
  [
    '--parents of files in a stage',
    'FROM a AS s\nFROM b\nCOPY --from=s --parents /q/x /y',
    'FROM a AS s\nFROM b\nCOPY --from=s /q/x /y',
  ],
  [
    'what the source stage did',
    'FROM a AS s\nRUN 1\nFROM b\nCOPY --from=s /x /',
    'FROM a AS s\nRUN 2\nFROM b\nCOPY --from=s /x /',
  ],
  [
    'a last RUN of the source stage',
    'FROM a AS s\nRUN 1\nRUN 2\nFROM b\nCOPY --from=s /x /',
    'FROM a AS s\nRUN 1\nFROM b\nCOPY --from=s /x /',
  ],
  [
    'a stage and an image of that name',
    'FROM a AS tool\nRUN x\nFROM b\nCOPY --from=tool /x /',
    'FROM b\nCOPY --from=tool /x /',
  ],
  ['scratch as source', 'FROM b\nCOPY --from=scratch /x /', 'FROM b\nCOPY --from=debian /x /'],
  [
    'a heredoc and a file',
    [`${D}COPY <<a.txt /x/\na\na.txt`, { files }],
    [`${D}COPY a.txt /x/`, { files: { 'a.txt': 'a\n' } }],
  ],
  ['a variable in a heredoc', `${D}ENV V=1\nCOPY <<E /x\n$V\nE`, `${D}ENV V=1\nCOPY <<"E" /x\n$V\nE`],
  ['the name of a heredoc is no variable', `${D}ENV N=a\nCOPY <<$N /x/\nhi\n$N`, `${D}ENV N=a\nCOPY <<a /x/\nhi\na`],
  ['quotes in a heredoc stay', `${D}COPY <<E /x\n"hi"\nE`, `${D}COPY <<E /x\nhi\nE`],
  [
    'the escape of a heredoc is always the backslash',
    [`# escape=\`\nFROM debian\nCOPY <<E /x\n\\$V\nE`, {}],
    [`# escape=\`\nFROM debian\nCOPY <<E /x\n\`$V\nE`, {}],
  ],
])

same({ files }, [
  [
    'a checksum in a variable',
    `${D}ARG C=sha256:${'a'.repeat(64)}\nADD --checksum=$C https://x/y /z`,
    `${D}ARG C=sha256:${'a'.repeat(64)}\nADD ${checksum} https://x/y /z`,
  ],
])
differs({ files }, [
  [
    'a checksum of another kind',
    `${D}ADD --checksum=sha512:${'a'.repeat(128)} https://x/y /z`,
    `${D}ADD --checksum=sha384:${'a'.repeat(96)} https://x/y /z`,
  ],
  ['a checksum', `${D}ADD ${checksum} https://x/y /z`, `${D}ADD --checksum=sha256:${'b'.repeat(64)} https://x/y /z`],
  ['the last name of an address', `${D}ADD ${checksum} https://x/y /z/`, `${D}ADD ${checksum} https://x/w /z/`],
  ['unpacking a download', `${D}ADD ${checksum} https://x/y /z/`, `${D}ADD --unpack ${checksum} https://x/y /z/`],
])

refuses({ files }, [
  [`${D}ADD ${checksum} https://x/%ff /z`, '2:1: ADD https://x/%ff: the path of the URL is not UTF-8 [BH035]'],
  [`${D}ADD ${checksum} a.txt /z`, `2:1: ${checksum} is for a URL, and a.txt is a path [BH035]`],
  [`${D}ADD ${checksum} https://x/y https://x/z /z/`, `2:1: ${checksum} is for one source, not 2 [BH035]`],
  [
    `${D}COPY d/wheel* /x`,
    '2:1: `d/wheel*` matches nothing, and no other source takes anything of `d`: BuildKit is not sent the directory, and fails [BH034]',
  ],
  [
    `${D}COPY e /e\nCOPY d/sub/wheel* /x`,
    '3:1: `d/sub/wheel*` matches nothing, and no other source takes anything of `d/sub`: BuildKit is not sent the directory, and fails [BH034]',
  ],
  [
    `${D}ARG EMPTY=\nCOPY v_\${VERSION}_\${EMPTY}.zip /x`,
    '3:1: `v__.zip` not found in the build context: VERSION is not set, EMPTY is empty [BH034]',
  ],
  [
    [`${D}COPY no$V /x`, { options: { contextDirectories: new Map([['', './svc']]) } }],
    '2:1: `no` not found in the build context `./svc`: V is not set [BH034]',
  ],
  [
    [`${D}RUN --mount=source=no,target=/t x`, { options: { contextDirectories: new Map([['', './svc']]) } }],
    '2:5: the source of a mount: `no` not found in the build context `./svc` [BH034]',
  ],
  [`${D}COPY nope.txt /x`, '2:1: `nope.txt` not found in the build context [BH034]'],
  [`${D}COPY --from=none nope.txt /x\nCOPY a.text /x`, '3:1: `a.text` not found in the build context [BH034]'],
  [
    `${D}COPY --chmod=o=g a.txt /x`,
    '2:1: --chmod=o=g copies what the group may do, and no base is told 0644 from 0664 [BH036]',
  ],
  [
    `${D}COPY --chmod=u+x,o-xg a.txt /x`,
    '2:1: --chmod=u+x,o-xg copies what the group may do, and no base is told 0644 from 0664 [BH036]',
  ],
  [`${D}COPY --chmod=9 a.txt /x`, '2:1: --chmod=9 is not a file mode [BH035]'],
  [`${D}COPY --chmod=17777 a.txt /x`, '2:1: --chmod=17777 is not a file mode [BH035]'],
  [`${D}COPY --chmod=rwx a.txt /x`, '2:1: --chmod=rwx is not a file mode [BH035]'],
  [`${D}COPY --chmod=u=rwz a.txt /x`, '2:1: --chmod=u=rwz is not a file mode [BH035]'],
  [`${D}COPY --chmod=u+x, a.txt /x`, '2:1: --chmod=u+x, is not a file mode [BH035]'],
  [`${D}COPY --chmod=0x1ff a.txt /x`, '2:1: --chmod=0x1ff is not a file mode [BH035]'],
  [`${D}COPY https://x/y /z`, '2:1: COPY cannot take https://x/y: it is not a path [BH035]'],
  [`${D}COPY git@github.com:o/r /z`, '2:1: COPY cannot take git@github.com:o/r: it is not a path [BH035]'],
  [`${D}ADD https://x/y /z`, '2:1: ADD https://x/y: remote content without a checksum is not known beforehand [BH032]'],
  [
    `${D}ADD --checksum=$NO https://x/y /z`,
    '2:1: ADD https://x/y: remote content without a checksum is not known beforehand [BH032]',
  ],
  [`${D}ADD --checksum=md5 https://x/y /z`, '2:1: --checksum=md5 is not a digest [BH035]'],
  ...[
    `sha256:${'a'.repeat(63)}`,
    `sha256:${'a'.repeat(65)}`,
    `sha256:${'A'.repeat(64)}`,
    `sha384:${'a'.repeat(64)}`,
    `sha512:${'a'.repeat(64)}`,
    `sha1:${'a'.repeat(40)}`,
    `sha256:`,
  ].map(
    digest =>
      [`${D}ADD --checksum=${digest} https://x/y /z`, `2:1: --checksum=${digest} is not a digest [BH035]`] as const,
  ),
  [
    `${D}ADD https://x/r.git#main:sub /z`,
    '2:1: ADD https://x/r.git#main:sub: a branch or tag of a Git repository moves, so what it holds is not known beforehand [BH032]',
  ],
  [
    `${D}ADD HTTPS://x/r.git /z`,
    '2:1: ADD HTTPS://x/r.git: a branch or tag of a Git repository moves, so what it holds is not known beforehand [BH032]',
  ],
  [
    `${D}ADD git@x.org:o/r.git /z`,
    '2:1: ADD git@x.org:o/r.git: a branch or tag of a Git repository moves, so what it holds is not known beforehand [BH032]',
  ],
  [`${D}COPY --from=Ctx x /y`, '2:1: `Ctx` is not an image reference: the repository must be lower case [BH002]'],
])

describe('the URL of a download', () => {
  const operation = (text: string, args = {}) =>
    lowerText(text, { args }).operations.find(each => each.op === 'http' || each.op === 'git')
  const commit = 'a'.repeat(40)

  it('is recorded without its login', () => {
    expect(operation(`${D}ADD ${checksum} https://user:pw@h:1/f?x=a@b /z`)).toMatchObject({
      url: 'https://h:1/f?x=a@b',
    })
  })

  it('is recorded with a URL that stands in it', () => {
    const url = 'https://h/f?from=ftp://a@b/'
    expect(operation(`${D}ADD ${checksum} ${url} /z`)).toMatchObject({ url })
  })

  it('is recorded as a hash when an ARG went into it', () => {
    const text = `${D}ARG SIG\nADD ${checksum} https://h/f?sig=\${SIG} /z`
    const found = operation(text, { SIG: 'hidden-value' })
    expect(found).toMatchObject({ url: { sha256: sha256Hex('https://h/f?sig=hidden-value') }, filename: 'f' })
    expect(JSON.stringify(found)).not.toContain('hidden')
  })

  it('is recorded as a hash without the login that came of an ARG', () => {
    const found = operation(`${D}ARG PW\nADD ${checksum} https://u:$PW@h/f /z`, { PW: 'hidden-value' })
    expect(found).toMatchObject({ url: { sha256: sha256Hex('https://h/f') } })
  })

  it('stands as it is when a variable of ENV went into it', () => {
    expect(operation(`${D}ENV V=1\nADD ${checksum} https://h/f-$V /z`)).toMatchObject({ url: 'https://h/f-1' })
  })

  it('hides repository and directory of a Git repository when an ARG went into them', () => {
    const found = operation(`${D}ARG O\nADD https://h/$O/r.git#${commit}:sub /z`, { O: 'hidden-value' })
    expect(found).toMatchObject({
      remote: { sha256: sha256Hex('h/hidden-value/r.git') },
      subdir: { sha256: sha256Hex('sub') },
      commit,
    })
  })

  it.each([
    `ADD https://u:$PW@h/f?sig=$PW /z`,
    `ADD https://u:$PW@h/$PW/r.git#main /z`,
    `COPY https://u:$PW@h/f?sig=$PW /z`,
  ])('shows no value of an ARG in the message about %s', instruction => {
    expect(() => lowerText(`${D}ARG PW\n${instruction}`, { args: { PW: 'hidden-value' } })).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining('hidden-value') }),
    )
  })

  it.each([
    ['ADD https://u:pw@h/f /z', 'ADD https://h/f: remote content without a checksum is not known beforehand'],
    ['COPY https://u:pw@h/f /z', 'COPY cannot take https://h/f: it is not a path'],
  ])('is shown without its login in the message about %s', (instruction, message) => {
    expect(() => lowerText(D + instruction)).toThrow(message)
  })
})
