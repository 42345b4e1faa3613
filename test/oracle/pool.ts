import type { Tree } from './model.ts'
import { oddImages, oddNames } from './pool-odd.ts'
import { triggerConfigs } from './pool-onbuild.ts'

/** The image configs that generated builds begin from. What RUN needs is in all of them: busybox. */
export const images: Readonly<Record<string, Readonly<Record<string, unknown>> | null>> = {
  busybox: { Env: ['PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'], Cmd: ['sh'] },
  'node:22': {
    Env: ['PATH=/usr/local/bin:/usr/bin:/bin', 'NODE_VERSION=22.1.0', 'E=fromimage'],
    WorkingDir: '/work',
    User: '1000',
    Entrypoint: ['/bin/sh', '-c'],
    Cmd: ['true'],
    Labels: { maintained: 'yes' },
  },
  'shelly:1.0': {
    Shell: ['/bin/sh', '-e', '-c'],
    WorkingDir: 'relative/dir',
    ExposedPorts: { '80/tcp': {} },
    Volumes: { '/data': {} },
    StopSignal: 'SIGINT',
    Healthcheck: { Test: ['CMD', 'true'], Interval: 5_000_000_000 },
    Env: ['A=image', 'EMPTY='],
  },
  'trigger:1': { Env: ['PATH=/bin'], OnBuild: ['ENV OB=1', 'RUN : onbuild $OB', 'COPY a /ob/'] },
  'tool:latest': { Env: ['PATH=/bin'], Cmd: ['sh'] },
  'tool:2': { Env: ['PATH=/bin', 'TOOL=2'] },
  ...triggerConfigs,
  ...Object.fromEntries(oddNames.map((name, index) => [name, oddImages[index]?.config ?? null])),
}

/** Images without layers: BuildKit treats them as scratch with a config. */
export const empty: readonly string[] = ['empty:1']
export const emptyConfig = { Env: ['PATH=/bin', 'FROM_EMPTY=1'], Labels: { empty: '1' } }

/** The files of the context. Every file has another text, so that another path is other content. */
export const files: Tree = {
  a: 'text of a',
  'b.txt': 'text of b',
  'c.txt': 'text of c',
  'run.sh': '#!/bin/sh\n:',
  'package.json': '{}',
  'requirements.txt': 'numpy==1',
  'with space.txt': 'text with space',
  '.hidden': 'text hidden',
  link: '→a',
  dlink: '→dir',
  'dir/one': 'text one',
  'dir/two.txt': 'text two',
  'dir/ln': '→two.txt',
  'dir/sub/three': 'text three',
  'dir/sub/deep/four.txt': 'text four',
  'app/main.js': 'main',
  'app/lib/x.js': 'x',
  'lib/y.js': 'y',
  'node_modules/m/index.js': 'm',
  'log/out.log': 'log',
  'arch/amd64': 'for amd64',
  'arch/arm64': 'for arm64',
  'arch/arm': 'for arm',
  ...Object.fromEntries(['v1', 'v2', 'x-1', '1.2.3', 'lib', 'global'].map(name => [`arch/${name}`, `for ${name}`])),
}

export const modes: Readonly<Record<string, number>> = { 'run.sh': 0o755 }

/** The files of the named context `lib`. */
export const libFiles: Tree = { p: 'text of p', 'q/r.txt': 'text of r', 'q/s': 'text of s' }

/** Where the files of an oracle's own HTTP server are, and one of them. */
export const archive = { name: 'data.txt', text: 'downloaded\n' }
