import { describe, expect, it } from 'vitest'
import { parseDockerfile } from '../../src/dockerfile/parse.ts'
import { insertLines, redeclareArgs } from '../../src/plan/inherited-args.ts'
import { lowerText, type World } from '../lower/memory.ts'
import { refusalOf, replacementOf } from './replacing.ts'

/** The file with what its children would have inherited given back to them. */
function repaired(text: string, worlds: readonly World[] = [{}], stage = 'deps'): string {
  const { escape: escapeCharacter } = parseDockerfile({ path: 'Dockerfile', text }).directives
  const args = worlds[0]?.args ?? {}
  const platforms = worlds.map(({ platform = 'linux/amd64' }) => platform)
  const replacement = replacementOf(text, stage, { args, platforms })
  const lowered = worlds.map(world => lowerText(text, { ...world, target: stage }))
  return insertLines(text, redeclareArgs(replacement, lowered, new Map(Object.entries(args)), escapeCharacter))
}

const both: World[] = [{ platform: 'linux/amd64' }, { platform: 'linux/arm64' }]

describe('rule 4: variables that an image cannot carry', () => {
  it.each<[string, string, string, (readonly World[])?]>([
    [
      'a default',
      'FROM debian AS deps\nARG V=1\nFROM deps\nRUN x\n',
      'FROM debian AS deps\nARG V=1\nFROM deps\nARG V="1"\nRUN x\n',
    ],
    [
      'an expanded default',
      'FROM debian AS deps\nENV A=1\nARG V=$A-x\nENV A=2\nFROM deps\n',
      'FROM debian AS deps\nENV A=1\nARG V=$A-x\nENV A=2\nFROM deps\nARG V="1-x"\n',
    ],
    [
      'a build arg',
      'FROM debian AS deps\nARG V=1\nFROM deps\n',
      'FROM debian AS deps\nARG V=1\nFROM deps\nARG V\n',
      [{ args: { V: 'two\nlines' } }],
    ],
    [
      'a global value',
      'ARG V=1\nFROM debian AS deps\nARG V\nFROM deps\n',
      'ARG V=1\nFROM debian AS deps\nARG V\nFROM deps\nARG V\n',
    ],
    [
      'a default that shadows a global value',
      'ARG V=1\nFROM debian AS deps\nARG V=2\nFROM deps\n',
      'ARG V=1\nFROM debian AS deps\nARG V=2\nFROM deps\nARG V="2"\n',
    ],
    [
      'a platform variable',
      'FROM debian AS deps\nARG TARGETARCH\nFROM deps\n',
      'FROM debian AS deps\nARG TARGETARCH\nFROM deps\nARG TARGETARCH\n',
      both,
    ],
    [
      'a platform variable with a default of its own',
      'FROM debian AS deps\nARG TARGETARCH=mine\nFROM deps\n',
      'FROM debian AS deps\nARG TARGETARCH=mine\nFROM deps\nARG TARGETARCH="mine"\n',
    ],
    [
      'a global value that differs between platforms',
      'ARG V=x-$TARGETARCH\nFROM debian AS deps\nARG V\nFROM deps\n',
      'ARG V=x-$TARGETARCH\nFROM debian AS deps\nARG V\nFROM deps\nARG V\n',
      both,
    ],
    [
      'variables of an ancestor',
      'FROM debian AS root\nARG W=1\nFROM root AS deps\nFROM deps\n',
      'FROM debian AS root\nARG W=1\nFROM root AS deps\nFROM deps\nARG W="1"\n',
    ],
    [
      'every child, no grandchild',
      'FROM debian AS deps\nARG V=1\nFROM deps AS a\nFROM a AS b\nFROM deps\nCOPY --from=b /x /\n',
      'FROM debian AS deps\nARG V=1\nFROM deps AS a\nARG V="1"\nFROM a AS b\nFROM deps\nARG V="1"\nCOPY --from=b /x /\n',
    ],
    [
      'several, by name',
      'FROM debian AS deps\nARG Z=1 A=2\nFROM deps\n',
      'FROM debian AS deps\nARG Z=1 A=2\nFROM deps\nARG A="2"\nARG Z="1"\n',
    ],
    [
      'an empty value is a value',
      'FROM debian AS deps\nARG V=\nFROM deps\n',
      'FROM debian AS deps\nARG V=\nFROM deps\nARG V=""\n',
    ],
    [
      'characters that mean something',
      `FROM debian AS deps\nARG V='a"$b\\'\nFROM deps\n`,
      `FROM debian AS deps\nARG V='a"$b\\'\nFROM deps\nARG V="a\\"\\$b\\\\"\n`,
    ],
    [
      'another escape character',
      "# escape=`\nFROM debian AS deps\nARG V='a\\$`'\nFROM deps\n",
      '# escape=`\nFROM debian AS deps\nARG V=\'a\\$`\'\nFROM deps\nARG V="a\\`$``"\n',
    ],
    [
      'ENV over it needs nothing',
      'FROM debian AS deps\nARG V=1\nENV V=2\nFROM deps\n',
      'FROM debian AS deps\nARG V=1\nENV V=2\nFROM deps\n',
    ],
    [
      'it over ENV needs nothing either',
      'FROM debian AS deps\nENV V=2\nARG V=1\nFROM deps\n',
      'FROM debian AS deps\nENV V=2\nARG V=1\nFROM deps\n',
    ],
    [
      'no value, nothing to give back',
      'FROM debian AS deps\nARG V\nFROM deps\n',
      'FROM debian AS deps\nARG V\nFROM deps\n',
    ],
    [
      'no child, nothing to give back to',
      'FROM debian AS deps\nARG V=1\nFROM alpine\nCOPY --from=deps /x /\n',
      'FROM debian AS deps\nARG V=1\nFROM alpine\nCOPY --from=deps /x /\n',
    ],
    [
      'the end of the file',
      'FROM debian AS deps\nARG V=1\nFROM deps',
      'FROM debian AS deps\nARG V=1\nFROM deps\nARG V="1"\n',
    ],
  ])('%s', (_, text, expected, worlds) => expect(repaired(text, worlds)).toBe(expected))

  it.each<[string, string, string, (readonly World[])?]>([
    [
      'triggers run before the lines',
      'FROM debian AS deps\nARG V=1\nONBUILD RUN $V\nFROM deps\n',
      '1:1: ONBUILD in the base stage would run without its ARGs [BH039]',
    ],
    [
      'a value that differs between platforms',
      'FROM debian AS deps\nARG TARGETARCH\nARG V=x-$TARGETARCH\nFROM deps\n',
      '3:1: ARG V differs between platforms, so the app cannot be given it back [BH039]',
      both,
    ],
    [
      'a name that is ENV on one platform',
      'FROM debian AS deps\nARG V=1\nFROM deps\n',
      '2:1: ARG V differs between platforms, so the app cannot be given it back [BH039]',
      [{ platform: 'linux/amd64' }, { platform: 'linux/arm64', images: { debian: { Env: ['V=2'] } } }],
    ],
    [
      'a value longer than a line',
      `FROM debian AS deps\nARG V=1\nARG W=${'x'.repeat(40_000)}\nARG V=$W$W\nFROM deps\n`,
      '4:1: ARG V is longer than a line of a Dockerfile may be [BH039]',
    ],
  ])('refused: %s', (_, text, expected, worlds) => expect(refusalOf(() => repaired(text, worlds))).toBe(expected))

  it('refused: a line break that no build arg holds', () => {
    const text = 'FROM debian AS deps\nARG A\nARG V=$A\nFROM deps\n'
    expect(refusalOf(() => repaired(text, [{ args: { A: 'two\nlines' } }]))).toBe(
      '3:1: ARG V has a line break, which no ARG line can hold [BH039]',
    )
  })
})

const $ = 'FROM mid-$TARGETARCH\n'

describe('rule 4 where platforms have stages of their own', () => {
  it.each<[string, string, string]>([
    [
      'every child of any platform',
      `FROM debian AS deps\nARG V=1\nFROM deps AS mid-amd64\nFROM deps AS mid-arm64\n${$}`,
      `FROM debian AS deps\nARG V=1\nFROM deps AS mid-amd64\nARG V="1"\nFROM deps AS mid-arm64\nARG V="1"\n${$}`,
    ],
    [
      'the values of its own platform',
      `FROM debian AS deps\nARG TARGETARCH\nARG V=x-$TARGETARCH\nFROM deps AS mid-amd64\nFROM deps AS mid-arm64\n${$}`,
      `FROM debian AS deps\nARG TARGETARCH\nARG V=x-$TARGETARCH\nFROM deps AS mid-amd64\nARG TARGETARCH\nARG V="x-amd64"\nFROM deps AS mid-arm64\nARG TARGETARCH\nARG V="x-arm64"\n${$}`,
    ],
    [
      'a child that no other platform builds',
      `FROM debian AS deps\nARG V=1\nFROM deps AS mid-amd64\nFROM debian AS mid-arm64\n${$}`,
      `FROM debian AS deps\nARG V=1\nFROM deps AS mid-amd64\nARG V="1"\nFROM debian AS mid-arm64\n${$}`,
    ],
    [
      'no value, no line: a child that is FROM something else elsewhere',
      `FROM debian AS deps\nFROM deps AS mid-amd64\nFROM debian AS mid-arm64\n${$}`,
      `FROM debian AS deps\nFROM deps AS mid-amd64\nFROM debian AS mid-arm64\n${$}`,
    ],
    [
      'what only one platform loses',
      'ARG TARGETARCH\nFROM debian AS deps\nARG V=1\nFROM debian AS deps-arm64\nFROM deps AS deps-amd64\nFROM deps-$TARGETARCH\n',
      'ARG TARGETARCH\nFROM debian AS deps\nARG V=1\nFROM debian AS deps-arm64\nFROM deps AS deps-amd64\nARG V="1"\nFROM deps-$TARGETARCH\n',
    ],
  ])('%s', (_, text, expected) => {
    expect(repaired(text, both)).toBe(expected)
    expect(repaired(text, both.toReversed())).toBe(expected)
  })

  it.each<[string, string, string]>([
    [
      'a child that is FROM an image elsewhere',
      'FROM debian AS root-amd64\nARG V=1\nFROM debian AS root-arm64\nFROM root-$TARGETARCH AS app\n',
      '4:1: FROM root-$TARGETARCH is root-amd64 on some platforms and not on linux/arm64: the ARGs that it would inherit from root-amd64 cannot be declared again for some alone [BH039]',
    ],
    [
      'a child that is a grandchild elsewhere',
      'FROM debian AS root-amd64\nARG V=1\nFROM root-amd64 AS root-arm64\nENV V=2\nFROM root-$TARGETARCH AS app\n',
      '5:1: FROM root-$TARGETARCH is root-amd64 on some platforms and not on linux/arm64: the ARGs that it would inherit from root-amd64 cannot be declared again for some alone [BH039]',
    ],
    [
      'a trigger of the base on one platform alone',
      `FROM debian AS deps\nARG V=1\nONBUILD RUN $V\nFROM debian AS mid-amd64\nFROM deps AS mid-arm64\n${$}`,
      '1:1: ONBUILD in the base stage would run without its ARGs [BH039]',
    ],
  ])('refused: %s', (_, text, expected) => {
    const stage = text.includes('root-amd64') ? 'root-amd64' : 'deps'
    for (const worlds of [both, both.toReversed()]) {
      expect(refusalOf(() => repaired(text, worlds, stage))).toBe(expected)
    }
  })

  it('leaves a child be that a named context takes the place of on another platform', () => {
    const text =
      'FROM debian AS deps\nARG V=1\nFROM deps AS mid\nFROM debian\nCOPY --from=mid /x /\nCOPY --from=deps /x /\n'
    const contexts = { 'mid::linux/arm64': 'busybox' }
    const platforms = ['linux/amd64', 'linux/arm64']
    const replacement = replacementOf(text, 'deps', { platforms, contexts })
    const lowered = both.map(world => lowerText(text, { ...world, target: 'deps' }))
    expect(redeclareArgs(replacement, lowered, new Map(), '\\')).toEqual([{ afterLine: 3, lines: ['ARG V="1"'] }])
  })
})
