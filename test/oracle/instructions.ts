import fc, { type Arbitrary } from 'fast-check'
import { add, copy } from './instructions-files.ts'
import { type Line, line } from './model.ts'
import { of, type Scope, sometimes } from './scope.ts'

/** Variables that generated instructions declare and read. */
export const variables = ['V', 'W', 'E', 'G', 'A', 'TARGETARCH', 'TARGETPLATFORM', 'NODE_VERSION', 'UNSET'] as const
const name = of(...variables)

/** Every form of expansion, as a word that is never empty. */
export const expansion: Arbitrary<string> = fc.oneof(
  name.map(n => `x$${n}`),
  name.map(n => `x\${${n}}`),
  fc
    .tuple(name, of(':-', '-', ':+', '+'), of('d', '"d e"', '${W:-$V}', "'q'", ''))
    .map(([n, op, w]) => `x\${${n}${op}${w}}`),
  fc
    .tuple(of('V', 'E', 'G', 'A'), of('#', '##', '%', '%%'), of('v*', '*1', '?', 'x*-'))
    .map(([n, op, p]) => `x\${${n}${op}${p}}`),
  fc
    .tuple(of('V', 'E', 'G', 'A'), of('/', '//'), of('v', '1', '?', '*'), of('r', '', 'a-b'))
    .map(([n, op, p, r]) => `x\${${n}${op}${p}/${r}}`),
  of("x'$V'", 'x"$V"', 'x\\$V', 'x"a $V b"', 'x$V$W', 'x${V}y', 'x"\\"q"', 'x\\\\y'),
)

/** A plain word or an expansion. */
const value = fc.oneof(
  { weight: 2, arbitrary: of('v1', 'v2', 'x-1', '1.2.3', 'lib', '"two words"', "'single'") },
  { weight: 1, arbitrary: expansion },
)

const command = fc.oneof(
  of(
    ': one',
    ': two',
    'true',
    ': $V "$E"',
    ": 'single quoted'",
    ': a && : b',
    ': tab\there',
    ': "$A" $1 $$',
    ': \\\n  two lines',
    ': \\  \n# comment inside\n  after comment',
    ': \\\n\n  after blank',
    ': backslash \\\\',
  ),
  of('["/bin/sh", "-c", ": exec form"]', '["true"]', "['single', 'quoted'] || true", '["broken" || true'),
)

const heredocRun: Arbitrary<Line> = of(
  line('RUN', '<<EOF', [], ': heredoc $V\n: second\nEOF\n'),
  line('RUN', "<<'EOF'", [], ': quoted $V\nEOF\n'),
  line('RUN', '<<-EOF', [], '\t: chomped\n\t: tabs\nEOF\n'),
  line('RUN', '<<EOF', [], '#!/bin/sh\n: script\nEOF\n'),
  line('RUN', 'cat <<A - <<B', [], 'first\nA\nsecond\nB\n'),
  line('RUN', 'sh 0<<EOF', [], ': numbered\nEOF\n'),
)

function mount(scope: Scope): Arbitrary<string> {
  const stage = scope.stages.length > 0 ? of(...scope.stages) : of('tool:latest')
  return fc.oneof(
    of(
      '--mount=type=bind,target=/m',
      '--mount=target=/m,source=dir',
      '--mount=type=bind,source=a,target=/m/a,rw',
      '--mount=type=bind,src=dir/sub,dst=/m,readonly',
    ),
    stage.map(from => `--mount=type=bind,from=${from},target=/m`),
    of('--mount=type=bind,from=lib,target=/m', '--mount=type=bind,from=tool:latest,source=/bin,target=/m'),
    of(
      '--mount=type=cache,target=/cache',
      '--mount=type=cache,target=/cache,id=own',
      '--mount=type=cache,target=/cache,sharing=locked',
      '--mount=type=cache,target=/cache,uid=1,gid=2,mode=0700',
      '--mount=type=cache,target=/cache,uid=3',
      '--mount=type=cache,target=rel,ro',
    ),
    stage.map(from => `--mount=type=cache,target=/cache,from=${from}`),
    of('--mount=type=tmpfs,target=/t', '--mount=type=tmpfs,target=/t,size=1m', '--mount=type=tmpfs,target=/t,size=64k'),
    of(
      '--mount=type=secret,id=tok',
      '--mount=type=secret,id=tok,target=/s',
      '--mount=type=secret,id=tok,env=TOK',
      '--mount=type=secret,id=tok,env=TOK,target=/tok',
      '--mount=type=secret,id=tok,uid=1,mode=0444',
      '--mount=type=ssh',
      '--mount=type=ssh,id=agent,target=/ssh',
    ),
    of('--mount=type=cache,target=/c/$V', '--mount=type=tmpfs,target=/t/${E:-e}'),
  )
}

function run(scope: Scope): Arbitrary<Line> {
  const flags = fc
    .tuple(
      sometimes(mount(scope), 2),
      sometimes(of('--network=none', '--network=default', ...(scope.real ? [] : ['--network=host'])), 6),
    )
    .map(found => found.filter(flag => flag !== undefined))
  return fc.oneof(
    { weight: 4, arbitrary: fc.tuple(command, flags).map(([rest, all]) => line('RUN', rest, all)) },
    { weight: 1, arbitrary: heredocRun },
  )
}

const pair = fc.tuple(of('V', 'W', 'E', 'A', 'K'), value).map(([key, text]) => `${key}=${text}`)

/** Declarations: ARG and ENV in every form. */
export const declaration: Arbitrary<Line> = fc.oneof(
  fc
    .tuple(of('V', 'W', 'E', 'A', 'G'), fc.oneof(of('v1', 'v2', 'v1-v2'), value))
    .map(([n, v]) => line('ARG', `${n}=${v}`)),
  of('V', 'G', 'W', 'TARGETARCH', 'TARGETPLATFORM', 'BUILDPLATFORM', 'TARGETVARIANT', 'HTTP_PROXY', 'UNSET').map(n =>
    line('ARG', n),
  ),
  of(line('ARG', 'V=1 W=$V G'), line('ARG', 'W=w V')),
  pair.map(p => line('ENV', p)),
  fc.tuple(pair, pair).map(([one, two]) => line('ENV', `${one} ${two}`)),
  of(line('ENV', 'K legacy form  $V'), line('ENV', 'PATH=/opt/bin:$PATH'), line('ENV', 'E="quoted $V" K=\'$V\'')),
)

const state: Arbitrary<Line> = fc.oneof(
  of('/w', '/w/$V', 'sub', '/w/', '/', '.', '${UNSET:-/w2}', '../up').map(p => line('WORKDIR', p)),
  of('1000', 'root', '0:0', '${UNSET:-1000}', '1000:1000').map(u => line('USER', u)),
  of('["/bin/sh", "-e", "-c"]', '["/bin/busybox", "sh", "-c"]').map(s => line('SHELL', s)),
)

const config: Arbitrary<Line> = fc.oneof(
  fc.tuple(of('l', 'org.x', '"k k"'), value).map(([key, text]) => line('LABEL', `${key}=${text}`)),
  of('80', '80/udp', '8000-8002', '443 80/tcp', '${UNSET:-90}').map(p => line('EXPOSE', p)),
  of('/v', '["/v1", "/v2"]', '/v1 /v2', '/vol/${UNSET:-d}').map(v => line('VOLUME', v)),
  of('SIGTERM', '9', '${UNSET:-SIGINT}').map(s => line('STOPSIGNAL', s)),
  of('NONE', 'CMD true', '--interval=5s --retries=3 CMD ["true"]', '--timeout=1m --start-period=2s CMD exit 0').map(h =>
    line('HEALTHCHECK', h),
  ),
  of('["a", "b"]', 'shell form $V', '[]').map(c => line('CMD', c)),
  of('["e"]', 'entry shell', '[]').map(c => line('ENTRYPOINT', c)),
  of(
    line('MAINTAINER', 'someone'),
    line('ONBUILD', 'RUN : later'),
    line('ONBUILD', 'ENV OB2=1'),
    line('ONBUILD', 'COPY a /later/'),
    line('ONBUILD', 'ARG OBA=1'),
  ),
)

/** One instruction of a stage. */
export function instruction(scope: Scope): Arbitrary<Line> {
  return fc.oneof(
    { weight: 5, arbitrary: run(scope) },
    { weight: 5, arbitrary: copy(scope) },
    { weight: 1, arbitrary: add(scope) },
    { weight: 4, arbitrary: declaration },
    { weight: 2, arbitrary: state },
    { weight: 3, arbitrary: config },
  )
}
