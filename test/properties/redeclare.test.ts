import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { EscapeCharacter } from '../../src/dockerfile/instructions.ts'
import { parseDockerfile } from '../../src/dockerfile/parse.ts'
import { expandWord } from '../../src/dockerfile/words.ts'
import type { Variable } from '../../src/lower/environment.ts'
import { insertLines, redeclareArgs } from '../../src/plan/inherited-args.ts'
import { lowerText } from '../lower/memory.ts'
import { replacementOf } from '../plan/replacing.ts'

const position = { file: 'Dockerfile', line: 1, column: 1 }
const value = fc
  .string({
    unit: fc.oneof(
      fc.constantFrom('"', '$', '\\', '`', "'", ' ', '\t', '#', '{', '}', '<', 'E', '\r', 'é'),
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }),
    ),
  })
  .filter(each => !/[\n\0]/.test(each))

/** A file whose base stage has a value that its child would inherit, and the file with that value given back. */
function redeclared(text: string, character: EscapeCharacter, given: string): string {
  const replacement = replacementOf(text, 'deps')
  const variable: Variable = { value: given, origin: 'arg', concealed: true, position }
  const lowered = { ...lowerText(text, { target: 'deps' }), lostArgs: new Map([['V', variable]]) }
  return insertLines(text, redeclareArgs(replacement, [lowered], new Map(), character))
}

function declaredValue(text: string, character: EscapeCharacter): string | undefined {
  const [instruction] = parseDockerfile({ path: 'Dockerfile', text }).stages.at(-1)?.instructions ?? []
  const word = instruction?.kind === 'arg' ? instruction.args[0]?.value : undefined
  return word === undefined ? undefined : expandWord(word, { lookup: () => 'never' }, { escape: character, position })
}

describe('a value given back to a child', () => {
  it.each(['\\', '`'] as const)('reads as it was, with %s as escape character', character => {
    const text = `# escape=${character}\nFROM debian AS deps\nFROM deps\nRUN x\n`
    fc.assert(
      fc.property(value, given => {
        expect(declaredValue(redeclared(text, character, given), character)).toBe(given)
      }),
      { numRuns: 300 },
    )
  })

  it.each([
    ['CRLF', 'FROM debian AS deps\r\nFROM deps\r\nRUN x\r\n'],
    ['no newline at the end', 'FROM debian AS deps\nFROM deps'],
    ['FROM over several lines', 'FROM debian AS deps\nFROM \\\n# comment\n deps AS \\\n app\nRUN x\n'],
  ])('%s', (_, text) => {
    fc.assert(
      fc.property(value, given => {
        expect(declaredValue(redeclared(text, '\\', given), '\\')).toBe(given)
      }),
    )
  })
})

describe('insertLines', () => {
  it('changes no other byte', () => {
    const line = fc.string({ unit: fc.constantFrom('a', ' ', '\r', 'é') })
    fc.assert(
      fc.property(
        fc.array(line, { minLength: 1, maxLength: 6 }),
        fc.nat(5),
        fc.constantFrom('\n', '\r\n'),
        (lines, at, newline) => {
          const text = lines.map(each => each + newline).join('')
          const afterLine = (at % lines.length) + 1
          const inserted = insertLines(text, [{ afterLine, lines: ['ONE', 'TWO'] }])
          const expected = lines.map(
            (each, index) => each + newline + (index + 1 === afterLine ? `ONE${ending(text)}TWO${ending(text)}` : ''),
          )
          expect(inserted).toBe(expected.join(''))
        },
      ),
    )
  })
})

function ending(text: string): string {
  return text.includes('\r\n') ? '\r\n' : '\n'
}
