import { describe, expect, it } from 'vitest'
import { pullImage } from './images.ts'
import { basehit } from './programs.ts'
import { createProject } from './project.ts'
import { deleteManifest, storedAs, watchRequests } from './registry.ts'

describe('a build for amd64 and arm64', () => {
  const project = createProject({
    Dockerfile: [
      'FROM busybox AS deps',
      'RUN uname -m > /arch && cat /proc/sys/kernel/random/uuid > /made',
      'FROM deps',
      'COPY app.txt /',
      '',
    ].join('\n'),
    'app.txt': 'one\n',
  })
  const { appRepository, baseRepository } = project
  const platforms = ['--platform', 'linux/amd64', '--platform', 'linux/arm64']
  const args = ['--base-stage', 'deps', '--tag', `${project.app}:1`, ...platforms]
  const bases = async () => {
    const planned = await basehit(project, ['plan', '--json', ...args])
    expect(planned.status, planned.stderr).toBe(0)
    return (JSON.parse(planned.stdout) as { bases: PlannedBase[] }).bases
  }
  const made = async () => [
    (await pullImage(appRepository, '1', 'amd64')).text('/made'),
    (await pullImage(appRepository, '1', 'arm64')).text('/made'),
  ]

  it('makes a base of its own for each, and gives each leg of the app its own', async () => {
    const run = await basehit(project, ['build', ...args, '--push'])
    expect(run.status, run.stderr).toBe(0)
    const machines = { amd64: 'x86_64\n', arm64: 'aarch64\n' }
    for (const [architecture, machine] of Object.entries(machines)) {
      const app = await pullImage(appRepository, '1', architecture)
      expect(app.config.architecture).toBe(architecture)
      expect(app.text('/arch')).toBe(machine)
      const [base] = (await bases()).filter(each => each.platform === `linux/${architecture}`)
      const pulled = await pullImage(baseRepository, base?.dependencyDigest ?? '', architecture)
      expect(pulled.config.architecture).toBe(architecture)
      expect(pulled.manifest.document.annotations?.['dev.basehit.platform']).toBe(`linux/${architecture}`)
      expect(app.config.rootfs.diff_ids.slice(0, -1)).toEqual(pulled.config.rootfs.diff_ids)
    }
  })

  it('builds only the base that is gone', async () => {
    const before = await made()
    const arm = (await bases()).find(base => base.platform === 'linux/arm64')
    await deleteManifest(baseRepository, (await storedAs(baseRepository, arm?.dependencyDigest ?? '')).digest)
    expect((await bases()).map(base => [base.platform, base.decision])).toEqual([
      ['linux/amd64', 'reuse'],
      ['linux/arm64', 'build'],
    ])
    const requests = watchRequests(baseRepository)
    const run = await basehit(project, ['build', ...args, '--push'])
    expect(run.status, run.stderr).toBe(0)
    expect(run.stderr).toContain('base deps (linux/amd64): reuse')
    expect(run.stderr).toContain('base deps (linux/arm64): build (miss)')
    expect(run.stderr).not.toContain('building the base deps for linux/amd64')
    const tagged = requests().filter(({ method, path }) => method === 'PUT' && /manifests\/[0-9a-f]{64}$/.test(path))
    expect(tagged.map(({ path }) => path)).toEqual([`${baseRepository}/manifests/${arm?.dependencyDigest}`])
    const after = await made()
    expect(after[0]).toBe(before[0])
    expect((await pullImage(appRepository, '1', 'arm64')).text('/arch')).toBe('aarch64\n')
  })

  it('changes only the digest of the platform whose files changed', async () => {
    const before = await bases()
    project.write({
      Dockerfile: [
        'FROM busybox AS deps',
        'ARG TARGETARCH',
        'COPY $TARGETARCH.txt /machine',
        'FROM deps',
        'COPY app.txt /',
        '',
      ].join('\n'),
      'amd64.txt': 'a\n',
      'arm64.txt': 'b\n',
    })
    const first = await bases()
    expect(first.map(base => base.dependencyDigest)).not.toEqual(before.map(base => base.dependencyDigest))
    project.write({ 'arm64.txt': 'c\n' })
    const second = await bases()
    expect(second[0]?.dependencyDigest).toBe(first[0]?.dependencyDigest)
    expect(second[1]?.dependencyDigest).not.toBe(first[1]?.dependencyDigest)
    expect(second[1]?.platform).toBe('linux/arm64')
  })
})

interface PlannedBase {
  readonly platform: string
  readonly dependencyDigest: string
  readonly decision: string
}
