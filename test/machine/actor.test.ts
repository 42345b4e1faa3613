import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { actorOf, readActor } from '../../src/machine/actor.ts'

const repository = { id: 1, full_name: 'acme/app', default_branch: 'main' }
const fork = { id: 2, full_name: 'eve/app', fork: true }
const ours = { id: 1, full_name: 'acme/app' }
const sha = 'a'.repeat(40)

function actor(event: string, payload: unknown, facts: Partial<Parameters<typeof actorOf>[0]> = {}) {
  const found = actorOf({
    event,
    ref: 'refs/heads/topic',
    sha,
    isRefProtected: false,
    login: 'octo',
    payload,
    ...facts,
  })
  return found.kind === 'workflow' ? `${found.code} ${found.ref}` : found.kind
}

const request = (repo: unknown, login = 'octo') => ({ repository, pull_request: { head: { repo }, user: { login } } })
const run = (head: unknown, more: object = {}) => ({
  repository,
  workflow_run: { head_repository: head, head_sha: sha, event: 'push', ...more },
})

describe('whose code a run builds', () => {
  test.each<[string, string, unknown, string]>([
    ['a fork’s pull request', 'pull_request', request(fork), 'foreign'],
    ['a fork whose repository is deleted', 'pull_request', request(null), 'foreign'],
    ['a pull request without a payload', 'pull_request', undefined, 'foreign'],
    ['a branch of the repository', 'pull_request', request(ours), 'own'],
    ['a branch of a repository that is a fork itself', 'pull_request', request({ ...ours, fork: true }), 'own'],
    [
      'a repository of the same name with another id',
      'pull_request',
      request({ ...fork, full_name: 'acme/app' }),
      'foreign',
    ],
    ['one known by its name alone', 'pull_request', request({ full_name: 'acme/app' }), 'own'],
    ['a target run for a fork', 'pull_request_target', request(fork), 'foreign'],
    ['a review of a fork', 'pull_request_review', request(fork), 'foreign'],
    ['a run after one of a fork', 'workflow_run', run(fork), 'foreign'],
    ['a run after one of ours', 'workflow_run', run(ours), 'own'],
    ['a run after nothing known', 'workflow_run', { repository }, 'foreign'],
    ['a request of Dependabot', 'pull_request', request(ours, 'dependabot[bot]'), 'foreign'],
    ['a merge group', 'merge_group', { repository }, 'own'],
    ['a push', 'push', { repository }, 'own'],
  ])('%s', (_, event, payload, code) => {
    expect(actor(event, payload).split(' ')[0]).toBe(code)
  })

  test('Dependabot counts as a fork where GitHub treats it as one', () => {
    const by = { login: 'dependabot[bot]' }
    expect(actor('push', { repository }, by)).toBe('foreign unprotected')
    expect(actor('push', { repository, sender: by })).toBe('foreign unprotected')
    // A schedule has the login of whoever last changed it.
    expect(actor('schedule', { repository }, { ...by, ref: 'refs/heads/main' })).toBe('own protected')
  })
})

describe('what a run’s ref is', () => {
  test.each<[string, string, Partial<Parameters<typeof actorOf>[0]>, string]>([
    ['a protected branch', 'push', { isRefProtected: true }, 'protected'],
    ['the default branch, protected or not', 'push', { ref: 'refs/heads/main' }, 'protected'],
    ['a tag called like the default branch', 'push', { ref: 'refs/tags/main' }, 'unprotected'],
    ['a protected tag', 'release', { ref: 'refs/tags/v1', isRefProtected: true }, 'protected'],
    [
      'a schedule, whose payload may name no repository',
      'schedule',
      { ref: '', payload: { schedule: '0 0 * * *' } },
      'protected',
    ],
    ['a repository dispatch', 'repository_dispatch', { payload: undefined }, 'protected'],
    ['another branch', 'workflow_dispatch', {}, 'unprotected'],
    ['a branch that begins like the default one', 'push', { ref: 'refs/heads/main/x' }, 'unprotected'],
  ])('%s', (_, event, facts, ref) => {
    expect(actor(event, { repository }, facts).split(' ')[1]).toBe(ref)
  })

  test('nothing is the default branch of a repository that has none', () => {
    expect(actor('push', {}, { ref: 'refs/heads/undefined' })).toBe('own unprotected')
    expect(actor('push', { repository: { default_branch: '' } }, { ref: 'refs/heads/' })).toBe('own unprotected')
  })

  test.each<[string, unknown, string]>([
    ['the default branch’s last commit', run(ours), 'protected'],
    ['another commit', run(ours, { head_sha: 'b'.repeat(40), head_branch: 'main' }), 'unprotected'],
    ['a pull request', run(ours, { event: 'pull_request' }), 'unprotected'],
    ['a target run', run(ours, { event: 'pull_request_target' }), 'unprotected'],
    ['something unknown', run(ours, { event: undefined }), 'unprotected'],
  ])('a run after %s has the ref of that', (_, payload, ref) => {
    const found = actor('workflow_run', payload, { ref: 'refs/heads/main', isRefProtected: true })
    expect(found).toBe(`own ${ref}`)
  })
})

describe('readActor', () => {
  const directory = mkdtempSync(join(tmpdir(), 'actor-'))
  const path = join(directory, 'event.json')
  writeFileSync(path, JSON.stringify({ repository }))
  const env = { GITHUB_ACTIONS: 'true', GITHUB_EVENT_NAME: 'push', GITHUB_REF: 'refs/heads/main', GITHUB_ACTOR: 'octo' }

  test('finds a person outside of workflows', async () => {
    expect(await readActor({})).toEqual({ kind: 'person' })
    expect(await readActor({ ...env, GITHUB_ACTIONS: undefined })).toEqual({ kind: 'person' })
  })

  test('reads the event’s file', async () => {
    const own = { kind: 'workflow', event: 'push', code: 'own' }
    expect(await readActor({ ...env, GITHUB_EVENT_PATH: path })).toEqual({ ...own, ref: 'protected' })
    expect(await readActor({ ...env, GITHUB_EVENT_PATH: '/nowhere' })).toEqual({ ...own, ref: 'unprotected' })
    expect(await readActor({ ...env, GITHUB_REF_PROTECTED: 'true' })).toEqual({ ...own, ref: 'protected' })
  })

  test('trusts a run without facts with nothing', async () => {
    expect(await readActor({ GITHUB_ACTIONS: 'true' })).toEqual({
      kind: 'workflow',
      event: '',
      code: 'own',
      ref: 'unprotected',
    })
  })
})
