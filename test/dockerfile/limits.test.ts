import { expect, it } from 'vitest'
import { parseDockerfile } from '../../src/dockerfile/parse.ts'
import { BasehitError } from '../../src/errors.ts'
import { formatPosition } from '../../src/position.ts'

function refusal(text: string): string {
  try {
    parseDockerfile({ path: 'Dockerfile', text })
  } catch (error) {
    if (error instanceof BasehitError && error.position !== undefined)
      return `${formatPosition(error.position)}: ${error.message} [${error.code}]`
    throw error
  }
  return ''
}

const chain = (length: number) =>
  Array.from({ length }, (_, at) => `FROM ${at === 0 ? 'scratch' : `s${at - 1}`} AS s${at}\n`).join('')
const runs = (length: number) => `FROM scratch\n${'RUN a\n'.repeat(length - 1)}`

it.each([
  ['500 stages', chain(500), ''],
  ['501 stages', chain(501), 'Dockerfile:501:1: a Dockerfile of more than 500 stages is not read [BH024]'],
  ['10000 instructions', runs(10_000), ''],
  [
    '10001 instructions',
    runs(10_001),
    'Dockerfile:10001:1: a Dockerfile of more than 10000 instructions is not read [BH024]',
  ],
])('%s', (_, text, expected) => expect(refusal(text)).toBe(expected))
