import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseMount } from '../../src/dockerfile/mounts.ts'
import { decodeDockerfile, parseDockerfile, parseOnbuild } from '../../src/dockerfile/parse.ts'
import { expandWord, expandWords } from '../../src/dockerfile/words.ts'
import { BasehitError } from '../../src/errors.ts'

const at = { file: 'Dockerfile', line: 1, column: 1 }
const environment = { lookup: (name: string) => (name.length === 1 ? 'a*b/c' : undefined) }

const pieces = [
  'FROM a\n', 'FROM a AS b\n', 'RUN ', 'COPY ', 'ADD ', 'ENV ', 'ARG ', 'ONBUILD ', 'HEALTHCHECK ', 'CMD ', 'SHELL ',
  '# escape=`\n', '# syntax=', '//syntax=', '{"syntax":', '--from=', '--mount=', '--interval=', '--', '<<E', '<<-', 'E\n',
  '\n', '\r\n', '\\\n', '`\n', '\\', "'", '"', '[', ']', ',', '=', ' ', '\t', '$A', '${', '${A:-', '}', '/', '//', '#', '%%',
  '*', '?', '\0', '\ufeff', 'é', '𝒳', '\ud800', '\u0085', '\u00a0', '\u2028', '1', 'a',
] as const // biome-ignore format: a table

const dockerfileText = fc.array(fc.constantFrom(...pieces), { maxLength: 40 }).map(parts => parts.join(''))
const anyText = fc.oneof(dockerfileText, fc.string({ unit: 'binary', maxLength: 200 }), fc.string({ maxLength: 200 }))

/** What it returns, or undefined when it is refused with a place. */
function attempt<Result>(run: () => Result): Result | undefined {
  try {
    return run()
  } catch (error) {
    expect(error).toBeInstanceOf(BasehitError)
    const position = error instanceof BasehitError ? error.position : undefined
    expect(position?.line).toBeGreaterThanOrEqual(1)
    expect(position?.column).toBeGreaterThanOrEqual(1)
    return undefined
  }
}

describe('any input is read or refused with its line and column', () => {
  it('as bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), bytes => {
        attempt(() => parseDockerfile({ path: 'Dockerfile', text: decodeDockerfile(bytes, 'Dockerfile') }))
      }),
      { numRuns: 500 },
    )
  })

  it('as text', () => {
    fc.assert(
      fc.property(anyText, text => {
        const file = attempt(() => parseDockerfile({ path: 'Dockerfile', text }))
        const lines = text.split('\n').length
        for (const { instructions } of file?.stages ?? []) {
          for (const { position, endLine } of instructions) {
            expect(position.line).toBeLessThanOrEqual(endLine)
            expect(endLine).toBeLessThanOrEqual(lines)
          }
        }
      }),
      { numRuns: 3000 },
    )
  })

  it('as words, mounts and triggers', () => {
    fc.assert(
      fc.property(anyText, fc.constantFrom('\\' as const, '`' as const), (text, escapeCharacter) => {
        const options = { escape: escapeCharacter, position: at }
        attempt(() => expandWord(text, environment, options))
        attempt(() => expandWords(text, environment, { ...options, rawQuotes: true, rawEscapes: true }))
        attempt(() => parseMount(text, word => expandWord(word, environment, options), at))
        attempt(() => parseOnbuild(text, at))
      }),
      { numRuns: 3000 },
    )
  })
})

describe('what cannot change the reading', () => {
  const body = dockerfileText.map(text => `FROM x\n${text}`)
  const readable = body.filter(text => attempt(() => parseDockerfile({ path: 'Dockerfile', text })) !== undefined)
  const meaning = (text: string) =>
    JSON.stringify(parseDockerfile({ path: 'Dockerfile', text }), (key, value) =>
      key === 'position' || key === 'endLine' || key === 'mountPositions' ? undefined : value,
    )

  it('is a comment or a blank line at the head, after the directives', () => {
    fc.assert(
      fc.property(readable, text => {
        expect(meaning(`# comment\n\n${text}`)).toBe(meaning(text))
      }),
      { numRuns: 300 },
    )
  })

  it('is a byte order mark', () => {
    fc.assert(
      fc.property(readable, text => {
        expect(meaning(`\ufeff${text}`)).toBe(meaning(text))
      }),
      { numRuns: 300 },
    )
  })

  it('is the absence of variables and quotes in a word', () => {
    const plainWord = fc.stringMatching(/^[a-zA-Z0-9_./:=-]*$/)
    fc.assert(
      fc.property(plainWord, word => {
        expect(expandWord(word, environment, { escape: '\\', position: at })).toBe(word)
      }),
    )
  })
})
