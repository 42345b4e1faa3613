import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Mutant } from './mutant.ts'

const root = join(import.meta.dirname, '../..')
const names = readdirSync(join(import.meta.dirname, 'rules')).map(name => name.replace(/\.ts$/, ''))

describe('the rules that can be taken out', () => {
  it.each(names)('stand in the sources once, and have tests: %s', async name => {
    const { mutants } = (await import(`./rules/${name}.ts`)) as { mutants: readonly Mutant[] }
    const found = mutants.map(({ rule, file, from }) => {
      return { rule, times: readFileSync(join(root, file), 'utf8').split(from).length - 1 }
    })
    expect(found.filter(({ times }) => times !== 1)).toEqual([])
    const tests = mutants.flatMap(mutant => mutant.tests ?? [])
    expect(tests.filter(test => !existsSync(join(root, test)))).toEqual([])
    expect(mutants.filter(({ tests, oracle }) => (tests === undefined) === (oracle === undefined))).toEqual([])
  })
})
