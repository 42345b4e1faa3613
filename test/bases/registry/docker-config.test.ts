import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { dockerConfigOf } from '../../../src/bases/registry/docker-config.ts'

let folder = ''

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'basehit-docker-config-'))
  const programs = {
    echo: 'read -r host; printf \'{"Username":"%s","Secret":"%s"}\' "$1 $host" "$MARK"',
    fails: 'echo out; echo err >&2; exit 3',
    deaf: 'exec 0<&-; echo done',
    hangs: 'sleep 4 & wait',
  }
  for (const [name, script] of Object.entries(programs)) {
    const path = join(folder, `docker-credential-${name}`)
    await writeFile(path, `#!/bin/sh\n${script}\n`)
    await chmod(path, 0o755)
  }
  await writeFile(join(folder, 'config.json'), '{"auths":{}}')
})

afterAll(() => rm(folder, { recursive: true }))

const machine = (env: Record<string, string> = {}) => ({
  env: { PATH: [folder, process.env.PATH].join(delimiter), ...env },
  home: '/home/me',
  helperPatience: 5000,
})

describe('dockerConfigOf', () => {
  it.each([
    [{}, '/home/me/.docker', '/home/me/.docker/buildx', undefined],
    [{ DOCKER_CONFIG: '/d' }, '/d', '/d/buildx', undefined],
    [{ DOCKER_CONFIG: '', DOCKER_AUTH_CONFIG: '' }, '/home/me/.docker', '/home/me/.docker/buildx', undefined],
    [{ BUILDX_CONFIG: '/b', DOCKER_AUTH_CONFIG: '{}' }, '/home/me/.docker', '/b', '{}'],
  ])('%j', (env, directory, buildxDirectory, inline) => {
    expect(dockerConfigOf(machine(env))).toMatchObject({ directory, buildxDirectory, inline })
  })

  it('reads files, and tells none from one that cannot be read', async () => {
    const { readFile } = dockerConfigOf(machine())
    expect(await readFile(join(folder, 'config.json'))).toBe('{"auths":{}}')
    expect(await readFile(join(folder, 'none.json'))).toBeUndefined()
    expect(await readFile(join(folder, 'config.json', 'below'))).toBeUndefined()
    await expect(readFile(folder)).rejects.toMatchObject({ code: 'BH082' })
  })

  it('runs helpers with the host on stdin and the given environment', async () => {
    const { runHelper } = dockerConfigOf(machine({ MARK: 'mark' }))
    expect(await runHelper('echo', 'ghcr.io')).toEqual({
      status: 0,
      stdout: '{"Username":"get ghcr.io","Secret":"mark"}',
      stderr: '',
    })
    expect(await runHelper('fails', 'ghcr.io')).toEqual({ status: 3, stdout: 'out\n', stderr: 'err\n' })
    expect(await runHelper('deaf', 'x'.repeat(1_000_000))).toMatchObject({ status: 0, stdout: 'done\n' })
    expect(await runHelper('none', 'ghcr.io')).toBeUndefined()
  })

  it('stops a helper that hangs, and its children’s hold on the pipes', async () => {
    const { runHelper } = dockerConfigOf({ ...machine(), helperPatience: 200 })
    const start = Date.now()
    expect(await runHelper('hangs', 'ghcr.io')).toMatchObject({ status: undefined })
    expect(Date.now() - start).toBeLessThan(3000)
  })

  it('stops a helper when the run is to end, with the reason of that', async () => {
    const controller = new AbortController()
    const { runHelper } = dockerConfigOf({ ...machine(), signal: controller.signal })
    const reason = new Error('interrupted')
    const asked = runHelper('hangs', 'ghcr.io')
    const start = Date.now()
    setTimeout(() => controller.abort(reason), 100)
    await expect(asked).rejects.toBe(reason)
    expect(Date.now() - start).toBeLessThan(3000)
    await expect(runHelper('echo', 'ghcr.io')).rejects.toBe(reason)
  })
})
