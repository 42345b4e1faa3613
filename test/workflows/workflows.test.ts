import { describe, expect, it } from 'vitest'
import { type Input, inputNamed } from '../../src/commands/inputs.ts'
import { readWorkflow, type Use } from './reader.ts'

const names = ['build.yml', 'rebuild.yml']
const actions = { plan: 'basehit/basehit/actions/plan', base: 'basehit/basehit', app: 'basehit/basehit' } as const

describe.each(names)('%s', name => {
  const { text, inputs, uses } = readWorkflow(name)

  it('uses the action as it should in every job', () => {
    const expected = name === 'build.yml' ? ['plan', 'base', 'app'] : ['plan', 'base']
    expect(uses.map(use => use.job)).toEqual(expected)
    for (const { job, action } of uses) expect(action, job).toBe(actions[job as keyof typeof actions])
  })

  it('passes only inputs that the action has', () => {
    expect(uses.flatMap(use => [...use.passed.keys()]).filter(passed => inputNamed(passed) === undefined)).toEqual([])
  })

  it('passes on every input it declares', () => {
    for (const { name: declared } of inputs) expect(text, declared).toMatch(new RegExp(`\\binputs\\.${declared}\\b`))
  })

  it('gives an input the meaning and the default that the action gives it', () => {
    const same = inputs.filter(declared => inputNamed(declared.name) !== undefined)
    expect(same.length).toBeGreaterThan(10)
    for (const declared of same) {
      const input: Input | undefined = inputNamed(declared.name)
      expect(declared.default, declared.name).toBe(input?.default)
      expect(declared.type, declared.name).toBe(input?.kind === 'boolean' ? 'boolean' : 'string')
      for (const { passed, job } of uses) {
        const value = passed.get(declared.name) ?? `\${{ inputs.${declared.name} }}`
        const isOne = declared.name === 'platforms' && job === 'base'
        expect(value, `${job}: ${declared.name}`).toBe(
          isOne ? '${{ matrix.base.platform }}' : `\${{ inputs.${declared.name} }}`,
        )
      }
    }
  })

  it('passes what can decide the base to every job alike', () => {
    const [plan, ...later] = uses
    expect(later.length).toBeGreaterThan(0)
    for (const use of later) expect(deciding(use), use.job).toEqual(plan === undefined ? [] : deciding(plan))
  })

  it('holds later jobs to the plan', () => {
    const [, base, app] = uses
    expect(base?.passed.get('expect-digest')).toBe('${{ matrix.base.digest }}')
    if (app !== undefined) expect(app.passed.get('expect-digest')).toBe('${{ needs.plan.outputs.expect-digest }}')
    for (const use of uses.slice(1)) {
      expect(use.passed.get('observations'), use.job).toBe('${{ needs.plan.outputs.observations }}')
    }
  })

  it('builds one base once at a time, and cancels nobody', () => {
    expect(text).toContain(
      '    concurrency:\n      group: basehit-${{ matrix.base.digest }}\n      cancel-in-progress: false\n      queue: max\n',
    )
  })

  it('grants nothing that a job does not ask for, and says what each scope is for', () => {
    expect(text).toContain('\npermissions: {}\n')
    const scopes = [...text.matchAll(/^ {6}(?:contents|packages|actions|id-token|[a-z-]+): (?:read|write)\b(.*)$/gm)]
    expect(scopes.length).toBe(uses.length * 2)
    for (const [line, reason] of scopes) expect(reason, line).toMatch(/^ # to \w+/)
    expect(text.match(/^ {6}packages: write/gm)).toHaveLength(uses.length - 1)
  })
})

describe('rebuild.yml', () => {
  const { text, inputs } = readWorkflow('rebuild.yml')

  it('has no more inputs than a dispatch may have', () => expect(inputs.length).toBeLessThanOrEqual(25))

  it('takes the same inputs by hand and by call, and wants a reason', () => {
    expect(text).toContain('  workflow_dispatch:\n    inputs: &inputs\n')
    expect(text).toContain('  workflow_call:\n    inputs: *inputs\n')
    expect(text).toMatch(/^ {6}reason:\n(?: {8}.*\n)* {8}required: true$/m)
  })
})

/** What a use passes that the plan needs too: all but what is only for building. */
function deciding({ passed }: Use): string[] {
  const building = ['app', 'verify', 'secrets', 'push', 'provenance', 'sbom', 'labels', 'annotations', 'app-cache']
  const differing = ['expect-digest', 'observations', 'platforms', ...building]
  return [...passed]
    .filter(([name]) => !differing.includes(name))
    .map(([name, value]) => `${name}: ${value}`)
    .sort()
}
