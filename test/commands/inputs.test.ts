import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { actionYaml, inputTable, outputTable, replaceRegion, staleFiles } from '../../scripts/docs.ts'
import { type Input, inputNamed, inputs, outputs } from '../../src/commands/inputs.ts'
import { readOptions } from '../../src/commands/read-options.ts'
import { readHostSettings } from '../../src/machine/registries.ts'
import { rawInputs, surroundings } from './raw.ts'

const root = join(import.meta.dirname, '../..')

/** The inputs of docker/build-push-action v6, with the defaults of its action.yml. */
const theirs: Readonly<Record<string, string | undefined>> = {
  ...Object.fromEntries(
    'add-hosts allow annotations attests build-args build-contexts builder cache-from cache-to call cgroup-parent file labels network no-cache-filters outputs platforms provenance sbom secrets secret-envs secret-files shm-size ssh tags target ulimit github-token'
      .split(' ')
      .map(name => [name, undefined]),
  ),
  load: 'false',
  'no-cache': 'false',
  pull: 'false',
  push: 'false',
  context: '.',
}

describe('the table of inputs', () => {
  test.each(Object.entries(theirs))("has docker/build-push-action's %s with its default", (name, standard) => {
    const input = inputNamed(name)
    expect(input).toBeDefined()
    expect(input?.default).toBe(standard)
  })

  test('gives every flag one meaning', () => {
    const flags = inputs.flatMap(({ name, singular }: Input) =>
      singular === undefined || singular === name ? [name] : [name, singular],
    )
    const shorts = inputs.flatMap(({ short }: Input) => (short === undefined ? [] : [short]))
    expect(new Set(flags).size).toBe(flags.length)
    expect(new Set(shorts).size).toBe(shorts.length)
    expect(flags.filter(flag => ['help', 'version', 'recipe', 'json', 'exit-code'].includes(flag))).toEqual([])
  })

  test.each(inputs.map((input: Input) => [input.name, input] as const))(
    '%s is one sentence with a valid default',
    (_, input) => {
      expect(input.description).toMatch(/^[A-Z`].*\.$/)
      expect(input.description).not.toContain('\n')
      if (input.choices !== undefined && input.default !== undefined) expect(input.choices).toContain(input.default)
      expect(input.kind === 'choice').toBe(input.choices !== undefined)
      expect(input.singular !== undefined).toBe(input.kind === 'list' || input.kind === 'lines')
    },
  )

  test('is read whole: no input is offered and then forgotten', () => {
    const asked = new Set<string>()
    const raw = rawInputs({ 'base-file': 'base.Dockerfile', tags: 'ghcr.io/acme/app' })
    const watched = {
      value: (name: Parameters<typeof raw.value>[0]) => {
        asked.add(name)
        return raw.value(name)
      },
      list: raw.list,
    }
    readOptions(watched, surroundings())
    readHostSettings(watched, {})
    expect(inputs.map(input => input.name).filter(name => !asked.has(name))).toEqual(['github-token'])
  })
})

describe('what is made from the tables', () => {
  test('is up to date in the repository', () => {
    expect(staleFiles(root, 'check')).toEqual([])
  })

  test('names every input and output in action.yml', () => {
    const yaml = actionYaml()
    for (const { name } of [...inputs, ...outputs]) {
      expect(yaml).toMatch(new RegExp(`\\n  ${name}:\\n    description: ["'][A-Za-z]`))
    }
    expect(yaml).toContain('\n  using: node24\n  main: dist/build/index.js\n')
    expect(yaml).not.toContain('`')
  })

  test('is found stale and brought up to date', () => {
    const folder = mkdtempSync(join(tmpdir(), 'docs-'))
    mkdirSync(join(folder, 'actions/plan'), { recursive: true })
    const readme = 'before\n<!-- inputs -->\nold\n<!-- /inputs -->\n<!-- outputs -->\n<!-- /outputs -->\nafter\n'
    writeFileSync(join(folder, 'README.md'), readme)
    expect(staleFiles(folder, 'check')).toEqual(['action.yml', 'actions/plan/action.yml', 'README.md'])
    expect(readFileSync(join(folder, 'README.md'), 'utf8')).toBe(readme)
    expect(staleFiles(folder, 'write')).toEqual(['action.yml', 'actions/plan/action.yml', 'README.md'])
    expect(staleFiles(folder, 'check')).toEqual([])
    expect(readFileSync(join(folder, 'README.md'), 'utf8')).toBe(
      `before\n<!-- inputs -->\n${inputTable()}<!-- /inputs -->\n<!-- outputs -->\n${outputTable()}<!-- /outputs -->\nafter\n`,
    )
  })

  test.each(['no marks', '<!-- a -->\n', '<!-- a -->\n<!-- /a --><!-- a -->\n<!-- /a -->', '<!-- /a --><!-- a -->\n'])(
    'is not put where the marks are wrong: %j',
    text => {
      expect(() => replaceRegion(text, 'a', 'new\n')).toThrow('exactly once')
    },
  )
})
