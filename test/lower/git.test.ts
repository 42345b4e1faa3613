import { describe, expect, it } from 'vitest'
import { recipeOf } from '../../src/recipe/recipe.ts'
import { lowerText } from './memory.ts'
import { differs, refuses, same } from './pairs.ts'

const D = 'FROM debian\n'
const A = 'a'.repeat(40)
const B = 'b'.repeat(40)
const remote = 'https://h.example/o/r.git'
const add = (source: string, flags = '') => `${D}ADD ${flags === '' ? '' : `${flags} `}${source} /src`

same({}, [
  ['a commit in the fragment and as ref', add(`${remote}#${A}`), add(`${remote}?ref=${A}`)],
  ['a commit and a branch at that commit', add(`${remote}#${A}`), add(`${remote}#main`, `--checksum=${A}`)],
  [
    'a checksum as flag and as parameter',
    add(`${remote}#v1`, `--checksum=${A}`),
    add(`${remote}?tag=v1&checksum=${A}`),
  ],
  ['a parameter of two names', add(`${remote}?checksum=${A}`), add(`${remote}?commit=${A}`)],
  ['a commit and a part of it as checksum', add(`${remote}#${A}`), add(`${remote}#${A}`, '--checksum=aaaaaaa')],
  ['HTTPS, SSH and a login', add(`${remote}#${A}`), add(`ssh://git@h.example/o/r.git#${A}`)],
  ['SSH in its short form', add(`${remote}#${A}`), add(`git@h.example:o/r.git#${A}`)],
  ['a password', add(`${remote}#${A}`), add(`https://u:p@h.example/o/r.git#${A}`)],
  ['a directory in fragment and parameter', add(`${remote}#${A}:x/y`), add(`${remote}?ref=${A}&subdir=x/y`)],
  ['a directory, spelled longer', add(`${remote}#${A}:x`), add(`${remote}#${A}:/./y/../x/`)],
  ['submodules asked for, which is the default', add(`${remote}#${A}`), add(`${remote}?submodules&ref=${A}`)],
  ['no Git directory, which is the default', add(`${remote}#${A}`), add(`${remote}#${A}`, '--keep-git-dir=false')],
  [
    'the Git directory by flag and parameter',
    add(`${remote}#${A}`, '--keep-git-dir'),
    add(`${remote}?ref=${A}&keep-git-dir=1`),
  ],
  ['an ARG that holds the commit', `${D}ARG C=${A}\nADD ${remote}#$C /src`, `${D}ARG C=${A}\nADD ${remote}#\${C} /src`],
])

differs({}, [
  ['another commit', add(`${remote}#${A}`), add(`${remote}#${B}`)],
  ['another repository', add(`${remote}#${A}`), add(`https://h.example/o/s.git#${A}`)],
  ['a directory', add(`${remote}#${A}`), add(`${remote}#${A}:x`)],
  ['the Git directory', add(`${remote}#${A}`), add(`${remote}#${A}`, '--keep-git-dir')],
  ['no submodules', add(`${remote}#${A}`), add(`${remote}?ref=${A}&submodules=false`)],
  ['times of the commit', add(`${remote}#${A}`), add(`${remote}?ref=${A}&mtime=commit`)],
  ['what is left out', add(`${remote}#${A}`), add(`${remote}#${A}`, '--exclude=docs')],
  ['an owner', add(`${remote}#${A}`), add(`${remote}#${A}`, '--chown=1')],
])

const at = (source: string) => `2:1: ADD ${source}`
const moves = 'a branch or tag of a Git repository moves, so what it holds is not known beforehand [BH032]'

refuses({}, [
  [add(remote), `${at(remote)}: ${moves}`],
  [add(`${remote}#main`), `${at(`${remote}#main`)}: ${moves}`],
  [add(`${remote}#aaaaaaa`), `${at(`${remote}#aaaaaaa`)}: ${moves}`],
  [add(`${remote}#main`, '--checksum=aaaaaaa'), `${at(`${remote}#main`)}: ${moves}`],
  [add('https://u:p@h.example/o/r.git'), `${at('https://h.example/o/r.git')}: ${moves}`],
  [
    add(`${remote}#v1`, `--keep-git-dir --checksum=${A}`),
    `${at(`${remote}#v1`)}: with --keep-git-dir a branch or tag is part of the result, and it moves [BH032]`,
  ],
  [add(`${remote}?ref=main#${A}`), `${at(`${remote}?ref=main#${A}`)}: ref is both \`${A}\` and \`main\` [BH035]`],
  [add(`${remote}#${A}`, `--checksum=${B}`), `${at(`${remote}#${A}`)}: checksum ${B} is not of commit ${A} [BH035]`],
  [
    add(`${remote}?checksum=${A}`, `--checksum=${B}`),
    `${at(`${remote}?checksum=${A}`)}: --checksum=${B}, and the address says ${A} [BH035]`,
  ],
  [
    add(`${remote}?depth=1#${A}`),
    `${at(`${remote}?depth=1#${A}`)}: \`depth\` is no parameter of a Git address [BH035]`,
  ],
  [`${D}COPY ${remote} /src`, `2:1: COPY cannot take ${remote}: it is not a path [BH035]`],
])

describe('a Git repository in the recipe', () => {
  it('is named without login, with commit and directory', () => {
    const { operations } = recipeOf(lowerText(add(`ssh://git:pw@h.example/o/r.git#${A}:x`), {}), {})
    expect(operations).toContainEqual({ op: 'git', remote: 'h.example/o/r.git', commit: A, subdir: 'x' })
  })
})
