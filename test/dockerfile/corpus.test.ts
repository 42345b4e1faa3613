import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { FromInstruction, Instruction } from '../../src/dockerfile/instructions.ts'
import { decodeDockerfile, parseDockerfile } from '../../src/dockerfile/parse.ts'
import { BasehitError } from '../../src/errors.ts'
import { formatPosition } from '../../src/position.ts'

const corpus = join(import.meta.dirname, '../corpus/parse')

/** One line per instruction: its place, its kind, its fields. */
function describeFile(bytes: Uint8Array): string {
  try {
    const file = parseDockerfile({ path: 'Dockerfile', text: decodeDockerfile(bytes, 'Dockerfile') })
    const { escape: escapeCharacter, syntax, check } = file.directives
    const head = `directives ${JSON.stringify({ escape: escapeCharacter, syntax: syntax?.image, check })}`
    const rows = [...file.globalArgs, ...file.stages.flatMap(stage => [stage.from, ...stage.instructions])].map(row)
    return [head, ...rows, ''].join('\n')
  } catch (error) {
    if (!(error instanceof BasehitError) || error.position === undefined) throw error
    const remedy = error.remedy === undefined ? '' : `remedy: ${error.remedy}\n`
    return `${formatPosition(error.position)}: ${error.message} [${error.code}]\n${remedy}`
  }
}

function row(instruction: Instruction | FromInstruction): string {
  const { position, endLine, text: _, kind, ...fields } = instruction
  const shown = 'mountPositions' in fields ? { ...fields, mountPositions: undefined } : fields
  return `${position.line}:${position.column}-${endLine} ${kind} ${JSON.stringify(shown)}`
}

describe('the corpus of files', () => {
  const names = readdirSync(corpus).sort()

  it('has cases', () => expect(names.length).toBeGreaterThan(10))

  it.each(names)('%s', async name => {
    const read = describeFile(readFileSync(join(corpus, name, 'Dockerfile')))
    await expect(read).toMatchFileSnapshot(join(corpus, name, 'expected.txt'))
  })
})
