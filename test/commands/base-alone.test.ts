import { describe, expect, it } from 'vitest'
import { explainHandover, requireHandover } from '../../src/commands/base-alone.ts'
import type { InputName } from '../../src/commands/inputs.ts'
import type { Plan } from '../../src/commands/plan.ts'
import { readOptions } from '../../src/commands/read-options.ts'
import type { World } from '../../src/commands/world.ts'
import { parsePlatform } from '../../src/image/platform.ts'
import { rawInputs, surroundings } from './raw.ts'

type Inputs = Readonly<Partial<Record<InputName, string>>>

const optionsOf = (inputs: Inputs) =>
  readOptions(rawInputs({ tags: 'ghcr.io/acme/app', app: 'false', ...inputs }), surroundings())

const fault = { kind: 'denied', code: 'BH080', host: 'ghcr.io', method: 'GET', url: '', codes: [], detail: 'denied' }

/** A plan in which each base of one platform has one of these decisions. */
function planned(decisions: readonly string[], outcome: object = { kind: 'miss' }): Plan {
  const bases = decisions.map((kind, at) => ({
    name: 'deps',
    platform: parsePlatform(at === 0 ? 'linux/amd64' : 'linux/arm64'),
    outcome,
    decision: { kind },
  }))
  return { bases, trust: { because: 'a run of pull_request publishes none' } } as unknown as Plan
}

function refusal(decisions: readonly string[], inputs: Inputs = {}, outcome?: object): string {
  try {
    requireHandover(optionsOf({ 'base-stage': 'deps', ...inputs }), planned(decisions, outcome))
    return 'none'
  } catch (error) {
    return `${(error as { code: string }).code}: ${(error as Error).message}`
  }
}

describe('a run that ends with its bases', () => {
  const missing = 'is not there, and this run may not publish it: a run of pull_request publishes none'
  it.each([
    ['has all of them', ['reuse', 'reuse'], 'none'],
    ['may build them', ['reuse', 'build'], 'none'],
    ['may not publish one', ['inline'], `BH123: the base deps (linux/amd64) ${missing}`],
    ['may not publish one of several', ['reuse', 'inline'], `BH123: the base deps (linux/arm64) ${missing}`],
  ])('%s', (_, decisions, expected) => expect(refusal(decisions)).toBe(expected))

  it('may not even look', () => {
    expect(refusal(['inline'], {}, { kind: 'denied', fault })).toMatch(
      /^BH123: whether the base deps \(linux\/amd64\) is there is not known: ghcr\.io/,
    )
  })

  it('is to stop on a miss anyway', () => expect(refusal(['inline'], { 'fail-on-miss': 'true' })).toBe('none'))

  it('builds the app as well', () => expect(refusal(['inline'], { app: 'true' })).toBe('none'))
})

describe('what a later build is told', () => {
  const said = (inputs: Inputs, app?: object): string[] => {
    const messages: string[] = []
    const report: World['report'] = event => {
      if ('message' in event) messages.push(event.message)
    }
    explainHandover(optionsOf(inputs), { report } as World, { app } as unknown as Plan)
    return messages
  }

  it('is nothing of a file without a name', () => {
    expect(said({ 'base-file': 'base.Dockerfile' })).toEqual([
      "build-contexts and bake-file hand over no base: Dockerfile is not there, and says no name for it; set base-name to the name in the app's FROM",
    ])
  })

  it.each<[string, Inputs, object | undefined]>([
    ['a file with a name', { 'base-file': 'base.Dockerfile', 'base-name': 'shopbase' }, undefined],
    ['a file with an app', { 'base-file': 'base.Dockerfile' }, {}],
    ['a stage', { 'base-stage': 'deps' }, undefined],
    ['a build of the app too', { 'base-file': 'base.Dockerfile', app: 'true' }, undefined],
  ])('is the name of %s', (_, inputs, app) => expect(said(inputs, app)).toEqual([]))
})
