import { describe, expect, it } from 'vitest'
import { parseDockerfile } from '../../src/dockerfile/parse.ts'
import { BasehitError } from '../../src/errors.ts'

/** What is wrong with a line after FROM, and what to do about it. */
function refusal(line: string, head = ''): readonly [fact: string, remedy: string | undefined] {
  try {
    parseDockerfile({ path: 'Dockerfile', text: `${head}FROM debian\n${line}` })
  } catch (error) {
    if (error instanceof BasehitError) return [error.message, error.remedy]
    throw error
  }
  throw new Error(`${line} is not refused`)
}

describe('faults of instructions', () => {
  it.each([
    ['&& make', 'unknown instruction "&&"', 'did the line before lose its \\ at the end?'],
    ['RUM x', 'unknown instruction "RUM"', 'did you mean RUN?'],
    ['CMD ["a", null]', 'CMD: element 2, null, is not a string', 'write "null"'],
    ['healthcheck CMD [["a"]]', 'HEALTHCHECK: element 1, ["a"], is not a string', 'write "[\\"a\\"]"'],
    ['ENV A=1 B', 'ENV B has no value', 'write B=…'],
    ['LABEL one', 'LABEL one has no value', 'write one=…'],
    ['ENV =1', 'ENV has a name that is empty', 'write NAME=VALUE'],
    ['ADD a', 'ADD needs at least one source and a destination', 'write ADD a ./'],
    ['COPY', 'COPY needs at least one source and a destination', 'write COPY SOURCE ./'],
    ['onbuild ONBUILD  onbuild copy a b', 'ONBUILD ONBUILD is not allowed', 'write ONBUILD copy a b'],
    ['ONBUILD ONBUILD', 'ONBUILD ONBUILD is not allowed', 'write ONBUILD INSTRUCTION'],
    ['ONBUILD FROM x', 'ONBUILD FROM is not allowed', 'write it in the Dockerfile that begins with this image'],
    [
      'SHELL /bin/bash -c',
      'SHELL takes a JSON array of strings in double quotes: /bin/bash -c lack them',
      'write SHELL ["/bin/bash", "-c"]',
    ],
    [
      `SHELL ["/bin/bash", '-c']`,
      `SHELL takes a JSON array of strings in double quotes: '-c' lacks them`,
      'write SHELL ["/bin/bash", "-c"]',
    ],
    ['SHELL ["a" "b"', 'SHELL takes a JSON array of strings in double quotes', 'write SHELL ["a", "b"]'],
    ['RUN --network=none --network=none x', '--network is given twice', 'keep one of them'],
    ['HEALTHCHECK NONE x', 'HEALTHCHECK NONE takes no arguments', 'write HEALTHCHECK NONE'],
  ])('%s', (line, fact, remedy) => expect(refusal(line)).toEqual([fact, remedy]))

  it('names the escape character of the file', () => {
    expect(refusal('&& make', '# escape=`\n')[1]).toBe('did the line before lose its ` at the end?')
  })

  it.each([
    ['// syntax=x\nFROM debian', '`// syntax=` is the directive of files that are not Dockerfiles'],
    ['{"syntax": "x"}', 'a JSON object with `syntax` is the directive of files that are not Dockerfiles'],
  ])('says what %j is', (text, message) => {
    const remedy = 'write `# syntax=docker/dockerfile:1`, or none'
    expect(() => parseDockerfile({ path: 'Dockerfile', text })).toThrow(expect.objectContaining({ message, remedy }))
  })
})

describe('a heredoc that is never closed', () => {
  it.each([
    ['RUN <<E\nx\n  E\nE \nRUN y', 'the heredoc E is never closed: line 4 holds `  E`, with blanks around it'],
    ['RUN <<-E\nx\n\tF\n\t E', 'the heredoc E is never closed: line 5 holds `\t E`, with blanks around it'],
    ['RUN <<E <<F\nE\nE\n F', 'the heredoc F is never closed: line 5 holds ` F`, with blanks around it'],
    ['RUN <<E\nx', 'the heredoc E is never closed'],
  ])('%j', (text, fact) => expect(refusal(text)).toEqual([fact, expect.stringMatching(/^end it with a line/)]))
})
