import { differs, refuses, same } from './pairs.ts'

const D = 'FROM debian\n'

same({}, [
  ['the order of ENV lines is not seen by a program', `${D}ENV A=1\nENV B=2\nRUN x`, `${D}ENV B=2\nENV A=1\nRUN x`],
  ['all words of an ENV see the environment before it', `${D}ENV A=1 B=x$A\nRUN x`, `${D}ENV A=1 B=x\nRUN x`],
  ['an ARG before the first FROM that no stage declares', `ARG V=1\n${D}RUN x`, `${D}RUN x`],
  ['a build arg nobody declares', `${D}RUN x`, [`${D}RUN x`, { args: { V: '1' } }]],
  ['an ARG without a value', `${D}ARG V\nRUN x`, `${D}RUN x`],
  ['a build arg is the default written out', [`${D}ARG V=1\nRUN x`, { args: { V: '2' } }], `${D}ARG V=2\nRUN x`],
  ['the default of a stage wins over the global value', `ARG V=1\n${D}ARG V=2\nRUN x`, `${D}ARG V=2\nRUN x`],
  ['a global value comes in by a bare ARG', `ARG V=1\n${D}ARG V\nRUN x`, `${D}ARG V=1\nRUN x`],
  ['later words of an ARG see earlier ones', `${D}ARG A=1 B=x$A\nRUN x`, `${D}ARG A=1\nARG B=x1\nRUN x`],
  ['an ARG after the last command', `${D}RUN x\nARG V=1`, `${D}RUN x`],
  ['ENV over an ARG of the same name', `${D}ARG V=1\nENV V=2\nRUN x`, `${D}ENV V=2\nRUN x`],
  [
    'at the head of a child ENV wins over an ARG set after it',
    `FROM debian AS a\nENV V=1\nARG V=2\nFROM a\nRUN x`,
    `FROM debian AS a\nENV V=1\nFROM a\nRUN x`,
  ],
  ['an ARG of the parent is in the child', 'FROM debian AS a\nARG V=1\nFROM a\nRUN x', `${D}ARG V=1\nRUN x`],
  [
    'a bare ARG keeps what the parent declared',
    'FROM debian AS a\nARG V=1\nFROM a\nARG V\nRUN x',
    'FROM debian AS a\nARG V=1\nFROM a\nRUN x',
  ],
  ['an argument of attestations is no variable', `${D}ARG BUILDKIT_SBOM_SCAN_STAGE=true\nRUN x`, `${D}RUN x`],
  [
    'a platform variable that no stage declares',
    `${D}RUN echo $TARGETARCH`,
    [`${D}RUN echo $TARGETARCH`, { args: { TARGETARCH: 'x' } }],
  ],
  [
    'a platform variable overridden by its own value',
    `${D}ARG TARGETARCH\nRUN x`,
    [`${D}ARG TARGETARCH\nRUN x`, { args: { TARGETARCH: 'amd64' } }],
  ],
  [
    'a global default that reads a platform variable',
    'ARG A=debian-$TARGETARCH\nFROM $A\nRUN x',
    'FROM debian-amd64\nRUN x',
  ],
  ['the PATH an image lacks', [`${D}RUN x`, { images: { debian: {} } }], [`${D}RUN x`, { images: { debian: {} } }]],
  ['single quotes keep a variable from being read', `${D}ARG V=1\nENV E='$V'\nENV V=`, `${D}ENV E=\\$V V=`],
])

differs({}, [
  ['a declared ARG is seen by every RUN, even unnamed', `${D}ARG V=1\nRUN x`, `${D}RUN x`],
  [
    'a build arg of a declared ARG',
    [`${D}ARG V\nRUN x`, { args: { V: '1' } }],
    [`${D}ARG V\nRUN x`, { args: { V: '2' } }],
  ],
  ['a build arg that is empty is a value', `${D}ARG V\nRUN x`, [`${D}ARG V\nRUN x`, { args: { V: '' } }]],
  ['a build arg is not expanded', [`${D}ENV A=1\nARG V\nRUN x`, { args: { V: '$A' } }], `${D}ENV A=1\nARG V=$A\nRUN x`],
  ['a global value', 'ARG V=1\nFROM debian\nARG V\nRUN x', 'ARG V=2\nFROM debian\nARG V\nRUN x'],
  ['an ARG after ENV is what commands see', `${D}ENV V=1\nARG V=2\nRUN x`, `${D}ENV V=1\nRUN x`],
  ['ENV and ARG of one value: one is in the image', `${D}ENV V=1\nRUN x`, `${D}ARG V=1\nRUN x`],
  ['an ARG declared before or after a command', `${D}ARG V=1\nRUN x`, `${D}RUN x\nARG V=1\nRUN y`],
  [
    'ENV in the middle of one instruction sees the old value',
    `${D}ENV A=1\nENV A=2 B=$A\nRUN x`,
    `${D}ENV A=1\nENV A=2\nENV B=$A\nRUN x`,
  ],
  ['ENV that is empty and ENV that is not there', `${D}ENV V=\nRUN x`, `${D}RUN x`],
  ['ENV after the last command is in the image', `${D}RUN x`, `${D}RUN x\nENV V=1`],
  ['names of variables differ by case', `${D}ENV v=1\nRUN x`, `${D}ENV V=1\nRUN x`],
  [
    'a proxy that the stage declares',
    [`${D}ARG http_proxy\nRUN x`, { args: { http_proxy: 'a' } }],
    [`${D}ARG http_proxy\nRUN x`, { args: { http_proxy: 'b' } }],
  ],
  [
    'the target platform where it is declared',
    `${D}ARG TARGETARCH\nRUN x`,
    [`${D}ARG TARGETARCH\nRUN x`, { platform: 'linux/arm64' }],
  ],
  [
    'the target stage where it is declared',
    [`${D}ARG TARGETSTAGE\nRUN x`, { options: { targetStage: 'a' } }],
    [`${D}ARG TARGETSTAGE\nRUN x`, { options: { targetStage: 'b' } }],
  ],
  [
    'the same through a global default',
    ['ARG S=$TARGETSTAGE\nFROM debian\nARG S\nRUN x', { options: { targetStage: 'a' } }],
    ['ARG S=$TARGETSTAGE\nFROM debian\nARG S\nRUN x', { options: { targetStage: 'b' } }],
  ],
  [
    'ENV that the image brings',
    [`${D}RUN x`, { images: { debian: { Env: ['A=1'] } } }],
    [`${D}RUN x`, { images: { debian: { Env: ['A=2'] } } }],
  ],
])

refuses({}, [
  [
    [`${D}ARG NPM_TOKEN\nRUN x`, { args: { NPM_TOKEN: 'secret' } }],
    "2:1: the build arg NPM_TOKEN looks like a credential; its value would be in the image's history [BH063]",
  ],
  [`${D}ARG V=\${X:?missing}\nRUN x`, '2:1: ARG V: X is not set: missing [BH027]'],
  [`${D}ENV V=\${X\nRUN x`, '2:1: cannot expand "${X": a ${ is never closed [BH027]'],
  ['ARG V=${X:?}\nFROM debian', '1:1: ARG V: X is not set [BH027]'],
  [`${D}ENV E=\nLABEL l=\${E:?}`, '3:1: LABEL l: E is empty [BH027]'],
  [`${D}WORKDIR \${X?why}`, '2:1: cannot expand "${X?why}": X is not set: why [BH027]'],
  ['ARG I\nFROM $I\n', '2:1: FROM $I is empty: I is not set [BH027]'],
  [
    'FROM debian AS a\nARG TARGETSTAGE=x\nRUN y\nFROM a\nARG TARGETSTAGE\n',
    '2:1: TARGETSTAGE is set by this file here, and read as BuildKit sets it on line 5 [BH039]',
  ],
])
