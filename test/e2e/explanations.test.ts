import { describe, expect, it } from 'vitest'
import { basehit } from './programs.ts'
import { createProject } from './project.ts'

const dockerfile = (from: string, name: string) =>
  [
    `FROM ${from} AS deps`,
    'COPY deps /deps/',
    `RUN echo ${name} > /made`,
    'FROM deps',
    'COPY --link app.txt /app/',
    '',
  ].join('\n')

/** Two services with a stage of one name, whose bases are in one repository. */
function createServices() {
  const project = createProject({
    'services/a/Dockerfile': dockerfile('busybox', 'a'),
    'services/a/deps/list.txt': 'a==1\n',
    'services/a/deps/other.txt': 'x\n',
    'services/a/app.txt': 'a\n',
    'services/b/Dockerfile': dockerfile('busybox', 'b'),
    'services/b/deps/list.txt': 'b==1\n',
    'services/b/deps/more.txt': 'y\n',
    'services/b/app.txt': 'b\n',
  })
  const run = (command: string, service: string, ...more: string[]) =>
    basehit(project, [
      command,
      ...['--base-stage', 'deps', '--file', `services/${service}/Dockerfile`, '--context', `services/${service}`],
      ...['--base-repository', `${project.app}-bases`, ...more],
    ])
  const changesOf = async (service: string) => {
    const { stdout, stderr, status } = await run('plan', service, '--json')
    expect(status, stderr).toBe(0)
    const { bases } = JSON.parse(stdout) as { bases: { changes: { subject: string; before?: string }[] }[] }
    return bases[0]?.changes ?? []
  }
  return { ...project, run, changesOf }
}

describe('two services with one repository for bases', () => {
  it('are each compared with themselves, and with the nearest base of the last few', async () => {
    const services = createServices()
    for (const service of ['a', 'b', 'a']) {
      const built = await services.run('build', service, '--tag', `${services.app}-${service}:1`, '--push')
      expect(built.status, built.stderr).toBe(0)
      if (service === 'b') services.write({ 'services/a/Dockerfile': dockerfile('busybox', 'another') })
    }
    services.write({ 'services/a/deps/list.txt': 'a==2\n' })
    expect((await services.changesOf('a')).map(({ subject }) => subject)).toEqual(['deps/list.txt'])
    expect(await services.changesOf('b')).toEqual([])
    services.write({ 'services/a/Dockerfile': dockerfile('busybox', 'a') })
    expect((await services.changesOf('a')).map(({ subject }) => subject)).toEqual(['deps/list.txt'])
    services.remove('services/b/deps/more.txt')
    expect((await services.changesOf('b')).map(({ subject }) => subject)).toEqual(['deps/more.txt'])
  })

  it('say which image took the place of which, and that line endings alone changed', async () => {
    const services = createServices()
    const built = await services.run('build', 'a', '--tag', `${services.app}-a:1`, '--push')
    expect(built.status, built.stderr).toBe(0)
    services.write({
      'services/a/Dockerfile': dockerfile('python:3.10-slim', 'a'),
      'services/a/deps/list.txt': 'a==1\r\n',
    })
    const changes = await services.changesOf('a')
    expect(changes[0]).toMatchObject({
      subject: 'FROM docker.io/library/python:3.10-slim',
      before: expect.stringMatching(/^docker\.io\/library\/busybox:latest@sha256:[0-9a-f]{64}$/),
      after: expect.stringMatching(/^docker\.io\/library\/python:3\.10-slim@sha256:[0-9a-f]{64}$/),
    })
    expect(changes.find(({ subject }) => subject === 'deps/list.txt')).toMatchObject({
      after: expect.stringContaining('line endings alone: now CRLF'),
    })
  })
})
