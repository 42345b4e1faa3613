import { describe, expect, it } from 'vitest'
import { parseMount } from '../../src/dockerfile/mounts.ts'
import { parseDockerfile } from '../../src/dockerfile/parse.ts'
import { BasehitError } from '../../src/errors.ts'

/** The value of what `read` returns, or `refused` for a flag that is not well formed. */
function outcome<T>(read: () => T): T | 'refused' {
  try {
    return read()
  } catch (error) {
    if (error instanceof BasehitError && error.code === 'BH036') return 'refused'
    throw error
  }
}

function firstInstruction(line: string) {
  const { stages } = parseDockerfile({ path: 'Dockerfile', text: `FROM busybox\n${line}\n` })
  return stages[0]?.instructions[0] as unknown as Record<string, unknown>
}

/** What BuildKit 0.32 makes of a flag's value: true and false in any case of letters, and no other word. */
const flagValues: readonly (readonly [written: string, value: boolean | 'refused'])[] = [
  ['', true],
  ['=', 'refused'],
  ['=true', true],
  ['=True', true],
  ['=TRUE', true],
  ['=tRue', true],
  ['=false', false],
  ['=FALSE', false],
  ...['=1', '=0', '=t', '=T', '=f', '=F', '=yes', '= true'].map(written => [written, 'refused'] as const),
]

describe('boolean flags of instructions', () => {
  it.each([
    ['link', 'COPY', 'a'],
    ['parents', 'COPY', 'a'],
    ['link', 'ADD', 'a'],
    ['unpack', 'ADD', 'a'],
    ['keep-git-dir', 'ADD', 'https://example.com/a.git'],
  ])('--%s of %s', (name, keyword, source) => {
    const member = name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase())
    for (const [written, value] of flagValues) {
      const read = outcome(() => firstInstruction(`${keyword} --${name}${written} ${source} /b`)[member])
      expect(read, `--${name}${written}`).toBe(value)
    }
  })

  it('ends at a flag without a name', () => {
    expect(firstInstruction('COPY --link -- a /b')).toMatchObject({ link: true, sources: ['a'], destination: '/b' })
    expect(firstInstruction('COPY -- a /b')).toMatchObject({ sources: ['a'], destination: '/b' })
    expect(firstInstruction('RUN -- x')).toMatchObject({ kind: 'run' })
  })
})

/** What BuildKit 0.32 makes of a field of a mount: the words of Go's strconv.ParseBool. */
const fieldValues: readonly (readonly [written: string, value: boolean | 'refused'])[] = [
  ['', true],
  ...['=1', '=t', '=T', '=true', '=True', '=TRUE'].map(written => [written, true] as const),
  ...['=0', '=f', '=F', '=false', '=False', '=FALSE'].map(written => [written, false] as const),
  ...['=', '=tRue', '=yes', '= true', '=on', '=2'].map(written => [written, 'refused'] as const),
]

describe('boolean fields of mounts', () => {
  const at = { file: 'Dockerfile', line: 2, column: 5 }
  const read = (mount: string) => outcome(() => parseMount(mount, word => word, at))

  it.each([
    ['readonly', 'readonly', true],
    ['ro', 'readonly', true],
    ['rw', 'readonly', false],
    ['readwrite', 'readonly', false],
    ['required', 'required', true],
  ] as const)('%s', (name, member, meaning) => {
    for (const [written, value] of fieldValues) {
      const type = name === 'required' ? 'type=secret,id=a' : 'type=cache,target=/c'
      const mount = read(`${type},${name}${written}`)
      const found = mount === 'refused' ? mount : mount[member] === meaning
      expect(found, `${name}${written}`).toBe(value)
    }
  })
})
