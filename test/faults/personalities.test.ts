import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Personality, personalities, type Refusal, type Said } from '../fakes/faults/personalities.ts'
import type { Login } from '../fakes/registry/login.ts'
import type { Act, Rule } from '../fakes/registry/rules.ts'
import type { FakeRegistry } from '../fakes/registry/server.ts'
import { login, openRegistry, openStage, play, type Stage } from './scene.ts'

const states = [
  'there',
  'no tag',
  'no repository',
  'stranger',
  'expired login',
  'rate limit',
  'may only pull',
  'down',
] as const
type State = (typeof states)[number]

/** What a run makes of each state, in their order. A base is built where an absence is said by a registry, and nowhere else. */
const golden: Readonly<Record<string, readonly string[]>> = {
  GHCR: ['reused', 'built', 'built', 'BH081', 'BH080', 'BH088', 'BH080', 'BH084'],
  'Docker Hub': ['reused', 'built', 'built', 'BH081', 'BH080', 'BH088', 'BH080', 'BH084'],
  ECR: ['reused', 'built', 'BH080', 'BH081', 'BH080', 'BH088', 'BH080', 'BH084'],
  'ECR Public': ['reused', 'built', 'BH080', 'BH081', 'BH080', 'BH088', 'BH080', 'BH084'],
  'Artifact Registry': ['reused', 'built', 'BH080', 'BH081', 'BH080', 'BH088', 'BH080', 'BH084'],
  ACR: ['reused', 'built', 'built', 'BH081', 'BH080', 'BH088', 'BH080', 'BH084'],
  Quay: ['reused', 'built', 'built', 'BH081', 'BH080', 'BH088', 'BH080', 'BH084'],
  GitLab: ['reused', 'built', 'built', 'BH081', 'BH080', 'BH088', 'BH080', 'BH084'],
  Harbor: ['reused', 'built', 'built', 'BH081', 'BH080', 'BH088', 'BH080', 'BH084'],
  Artifactory: ['reused', 'built', 'BH080', 'BH081', 'BH080', 'BH088', 'BH080', 'BH084'],
  Nexus: ['reused', 'built', 'built', 'BH081', 'BH080', 'BH088', 'BH080', 'BH084'],
  distribution: ['reused', 'built', 'built', 'BH081', 'BH080', 'BH088', 'BH089', 'BH084'],
  zot: ['reused', 'built', 'built', 'BH081', 'BH080', 'BH088', 'BH080', 'BH084'],
}

let stage: Stage
beforeAll(() => {
  stage = openStage()
})
afterAll(() => stage.remove())

const inputs = { app: 'false' } as const
const tagPath = /app-base\/manifests\/[0-9a-f]{64}$/

function loginOf({ login: kind }: Personality): Login {
  if (kind === 'bearer') return { kind, ...login, anonymous: 'nothing', expiresIn: 300 }
  return kind === 'basic' ? { kind, ...login } : { kind: 'none' }
}

function answer({ status, body, headers = {} }: Said): Act {
  return { kind: 'answer', status, body, headers }
}

/** What a registry has against somebody it says once it knows who asks. */
function refuse(registry: FakeRegistry, refusal: Refusal, { login: kind }: Personality): void {
  const isKnown: Rule['while'] = headers =>
    kind === 'none' || refusal.at === 'token' || headers.authorization !== undefined
  const paths = { token: /^\/token/, manifest: /app-base\/manifests\//, upload: /\/blobs\/uploads\/$/ } as const
  registry.rule({ path: paths[refusal.at], act: answer(refusal), while: isKnown })
}

/** Makes the registry as it is in a state; before, the base is there where the state needs it. */
function enter(state: State, registry: FakeRegistry, personality: Personality): void {
  const repository = () => registry.storage.find('team/app-base')
  const isTagged = () => [...(repository()?.tags.keys() ?? [])].some(tag => /^[0-9a-f]{64}$/.test(tag))
  const isMade = () => (repository()?.blobs.size ?? 0) > 0
  if (state === 'no tag')
    registry.rule({ path: tagPath, method: 'GET', act: answer(personality.noTag), while: () => !isTagged() })
  if (state === 'no repository') {
    const { noRepository, noCreation, login: kind } = personality
    const isKnown: NonNullable<Rule['while']> = headers =>
      kind === 'none' || noRepository.at === 'token' || headers.authorization !== undefined
    const isAskedToRead = noRepository.at === 'token' ? /^\/token.*%3Apull(?:&|$)/ : /app-base\/manifests\//
    const isReader = noRepository.status === 401 || noRepository.status === 403
    const pusher = () =>
      isReader && noCreation === undefined && registry.journal.some(({ method }) => method === 'POST')
    registry.rule({
      path: isAskedToRead,
      method: 'GET',
      act: answer(noRepository),
      while: headers => !isMade() && !pusher() && isKnown(headers),
    })
    if (noCreation !== undefined) registry.rule({ path: /uploads\/$/, act: answer(noCreation) })
  }
  if (state === 'stranger' && personality.stranger !== undefined) refuse(registry, personality.stranger, personality)
  if (state === 'expired login') refuse(registry, personality.expired, personality)
  if (state === 'rate limit') refuse(registry, personality.limited, personality)
  if (state === 'may only pull') refuse(registry, personality.readOnly, personality)
  if (state === 'down') registry.rule({ path: /./, act: answer(personality.down) })
}

async function outcomeOf(state: State, personality: Personality): Promise<{ end: string; registry: FakeRegistry }> {
  const registry = await openRegistry(undefined, { ...personality.habits, login: loginOf(personality) })
  const isThere = state === 'there' || state === 'stranger' || state === 'expired login'
  if (isThere) expect((await play(stage, registry, { inputs, from: 'scratch' })).end).toBe('built')
  enter(state, registry, personality)
  const played = await play(stage, registry, {
    inputs,
    from: 'scratch',
    ...(state === 'stranger' ? { as: state } : {}),
  })
  await registry.close()
  return { end: played.end, registry }
}

describe('13 registries in 8 states', () => {
  it('are all here', () => {
    expect(Object.keys(golden)).toEqual(personalities.map(({ name }) => name))
    expect(personalities.length * states.length).toBe(104)
  })

  it.each(personalities)('$name', async personality => {
    const ends: string[] = []
    for (const state of states) ends.push((await outcomeOf(state, personality)).end)
    expect(ends).toEqual(golden[personality.name])
  })

  it('an immutable tag is never moved: a rebuild there is refused, with what to do instead', async () => {
    for (const personality of personalities.filter(({ habits }) => habits.tags === 'immutable')) {
      const registry = await openRegistry(undefined, { ...personality.habits, login: loginOf(personality) })
      expect((await play(stage, registry, { inputs, from: 'scratch' })).end).toBe('built')
      const again = await play(stage, registry, {
        inputs: { ...inputs, rebuild: 'base' },
        from: 'scratch',
        now: Date.now() + 5000,
      })
      expect([again.end, again.message]).toEqual(['BH093', expect.stringContaining('does not move tags')])
      expect((await play(stage, registry, { inputs, from: 'scratch' })).end).toBe('reused')
      await registry.close()
    }
  })
})
