import { describe, expect, it } from 'vitest'
import { recordMediaType } from '../../../src/recipe/record.ts'
import { pullImage } from '../images.ts'
import type { Project } from '../project.ts'
import { blobOf, mountBlob, putManifest, storedAs, tagsOf } from '../registry.ts'
import { act, addAction, commit, type WorkflowRun, workflowProject } from './act.ts'

const push = { event: 'push' } as const
const image = { ...push, workflow: 'image.yml', vars: { PLATFORMS: 'linux/amd64' } } as const

/** The jobs of a run that succeeded; another run fails the test with its log. */
function jobsOf(run: WorkflowRun): string[] {
  expect(run.succeeded, run.log).toBe(true)
  return run.jobs.map(({ id, platform, result }) => `${id}${platform === undefined ? '' : ` ${platform}`}: ${result}`)
}

/** Changes the app's code, which is no part of the base. */
async function changeCode(project: Project, text: string): Promise<void> {
  project.write({ 'greeting.txt': text })
  await commit(project)
}

async function installed(project: Project, architecture = 'amd64'): Promise<string> {
  return (await pullImage(project.appRepository, 'latest', architecture)).text('/installed')
}

describe('uses: ./', () => {
  it('builds a base and the app on it, then only the app', async () => {
    const project = await workflowProject()
    addAction(project)
    await commit(project)
    const first = await act(project, { ...push, workflow: 'action.yml' })
    expect(jobsOf(first)).toEqual(['image: success', 'report: success'])
    expect(first.outputs).toMatchObject({
      'base-hit': 'false',
      'dependency-digest': expect.stringMatching(/^[0-9a-f]{64}$/),
    })
    const before = await pullImage(project.appRepository, 'latest')

    await changeCode(project, 'hello again\n')
    const second = await act(project, { ...push, workflow: 'action.yml' })
    expect(jobsOf(second)).toEqual(['image: success', 'report: success'])
    expect(second.outputs['base-hit']).toBe('true')
    expect(second.outputs['base-image']).toBe(first.outputs['base-image'])
    const after = await pullImage(project.appRepository, 'latest')
    expect(after.text('/greeting.txt')).toBe('hello again\n')
    expect(after.text('/installed')).toBe(before.text('/installed'))
  })
})

describe('build.yml', () => {
  it('builds a missing base in a job of its own, and skips that job when it is there', async () => {
    const project = await workflowProject()
    const first = await act(project, image)
    expect(jobsOf(first)).toEqual(['plan: success', 'base linux/amd64: success', 'app: success', 'report: success'])
    const digest = first.outputs['dependency-digest'] ?? ''
    const base = await storedAs(project.baseRepository, digest)
    expect(first.outputs).toMatchObject({ 'base-hit': 'false', 'base-image': `${project.app}-base@${base.digest}` })
    // The job of the app finds what the one before it built: no reuse, and nothing saved.
    expect(first.log).toMatch(/\[app\] base .*: use \(built by this run\)/)
    expect(first.log).not.toContain('reuse (made')
    expect(first.outputs.digest).toBe((await storedAs(project.appRepository, 'latest')).digest)
    expect(JSON.parse(first.outputs.metadata ?? '')).toHaveProperty(['containerimage.digest'], first.outputs.digest)
    const before = await pullImage(project.appRepository, 'latest')
    // The build arg, and the length of the secret.
    expect(before.text('/settings')).toBe('yes 14\n')
    // Who logs in where, and the length of the password: in every job.
    expect(first.logins).toEqual(Array(3).fill('registry.example robot 13'))
    expect(first.log).not.toContain('hunter2')

    await changeCode(project, 'hello again\n')
    const second = await act(project, image)
    expect(jobsOf(second)).toEqual(['plan: success', 'app: success', 'report: success'])
    expect(second.log).toMatch(/\[app\] base .*: reuse \(made/)
    expect(second.outputs).toMatchObject({
      'base-hit': 'true',
      'dependency-digest': digest,
      'base-image': first.outputs['base-image'],
    })
    expect(second.outputs.digest).not.toBe(first.outputs.digest)
    expect(await installed(project)).toBe(before.text('/installed'))
  })

  it("gives the run's own token to ghcr.io alone", async () => {
    const project = await workflowProject()
    const secrets = { TOKEN: 'hunter2hunter2', GITHUB_TOKEN: 't'.repeat(40) }
    const elsewhere = await act(project, { ...image, secrets })
    expect(jobsOf(elsewhere)).toContain('app: success')
    expect(elsewhere.logins).toEqual([])

    const own = await act(project, { ...image, secrets, vars: { ...image.vars, REGISTRY: 'ghcr.io' } })
    expect(jobsOf(own)).toContain('app: success')
    expect(own.logins).toEqual(Array(2).fill('ghcr.io robot 40'))
  })

  it('builds the base of a missing platform alone', async () => {
    const project = await workflowProject()
    const first = await act(project, image)
    expect(jobsOf(first)).toContain('base linux/amd64: success')

    const second = await act(project, { ...image, vars: { PLATFORMS: 'linux/amd64,linux/arm64' } })
    expect(jobsOf(second)).toEqual(['plan: success', 'base linux/arm64: success', 'app: success', 'report: success'])
    expect(second.outputs['base-hit']).toBe('false')
    expect(second.outputs['dependency-digest']?.split('\n')).toEqual([
      first.outputs['dependency-digest'],
      expect.any(String),
    ])
    expect(second.outputs['base-image']?.split('\n')[0]).toBe(first.outputs['base-image'])
    expect(await installed(project, 'arm64')).not.toBe(await installed(project, 'amd64'))
  })

  it('builds no app when the base cannot be built', async () => {
    const project = await workflowProject()
    project.write({ 'base.Dockerfile': 'FROM busybox\nRUN false\n' })
    await commit(project)
    const run = await act(project, image)
    expect(run.succeeded).toBe(false)
    expect(run.jobs).toEqual([
      { id: 'plan', platform: undefined, result: 'success' },
      { id: 'base', platform: 'linux/amd64', result: 'failure' },
    ])
    expect(await tagsOf(project.appRepository)).toBeUndefined()
  })

  it('stops in the plan when the tag of the base is not a base', async () => {
    const project = await workflowProject()
    const first = await act(project, image)
    const digest = first.outputs['dependency-digest'] ?? ''
    const app = await storedAs(project.appRepository, 'latest')
    for (const each of app.document.manifests ?? []) {
      const { document, bytes, mediaType } = await storedAs(project.appRepository, each.digest)
      for (const blob of [...(document.layers ?? []), ...(document.config ? [document.config] : [])]) {
        await mountBlob(blob.digest, project.appRepository, project.baseRepository)
      }
      await putManifest(project.baseRepository, each.digest, bytes, mediaType)
    }
    await putManifest(project.baseRepository, digest, app.bytes, app.mediaType)
    const run = await act(project, image)
    expect(run.succeeded).toBe(false)
    expect(run.jobs).toEqual([{ id: 'plan', platform: undefined, result: 'failure' }])
    expect(run.log).toContain('BH090')
  })
})

describe('rebuild.yml', () => {
  it('builds the base anew under its digest, moves the tag and records who and why', async () => {
    const project = await workflowProject()
    const first = await act(project, image)
    expect(jobsOf(first)).toContain('base linux/amd64: success')
    const digest = first.outputs['dependency-digest'] ?? ''
    const [before, old] = [await pullImage(project.baseRepository, digest), await installed(project)]

    const reason = 'busybox had a hole; "quotes", $(date) and ${{ github.token }} stay as they are'
    const rebuild = { event: 'workflow_dispatch', workflow: 'rebuild.yml', inputs: { reason }, actor: 'mona' } as const
    const rebuilt = await act(project, rebuild)
    expect(jobsOf(rebuilt)).toEqual(['plan: success', 'base linux/amd64: success'])

    const after = await pullImage(project.baseRepository, digest)
    expect(after.manifest.digest).not.toBe(before.manifest.digest)
    expect(after.text('/installed')).not.toBe(before.text('/installed'))
    expect(await recordOf(project, digest)).toMatchObject({ dependencyDigest: digest, reason, actor: 'mona' })
    expect(after.manifest.document.annotations?.['dev.basehit.reason']).toBe(reason)

    await changeCode(project, 'hello again\n')
    const next = await act(project, image)
    expect(jobsOf(next)).toEqual(['plan: success', 'app: success', 'report: success'])
    expect(next.outputs['base-image']).toBe(`${project.app}-base@${after.manifest.digest}`)
    expect(await installed(project)).toBe(after.text('/installed'))
    expect(old).toBe(before.text('/installed'))
  })
})

async function recordOf(project: Project, digest: string): Promise<unknown> {
  const { document } = await storedAs(project.baseRepository, `${digest}.record`)
  const layer = document.layers?.find(each => each.mediaType === recordMediaType)
  return JSON.parse((await blobOf(project.baseRepository, layer?.digest ?? '')).toString())
}
