import { describe, expect, it } from 'vitest'
import { configPlatform, parseImageConfig } from '../../src/image/config.ts'
import { digestOf } from '../../src/image/digest.ts'

const full = {
  architecture: 'arm64',
  os: 'linux',
  variant: 'v8',
  author: 'a',
  created: '2026-01-01T00:00:00Z',
  rootfs: { type: 'layers', diff_ids: [digestOf('layer')] },
  config: {
    Env: ['PATH=/bin', 'A=b=c'],
    Entrypoint: ['/entry'],
    Cmd: ['run'],
    WorkingDir: '/app',
    User: '1000:1000',
    Labels: { k: 'v' },
    ExposedPorts: { '80/tcp': {} },
    Volumes: { '/data': {} },
    StopSignal: 'SIGINT',
    Shell: ['/bin/bash', '-c'],
    OnBuild: ['RUN true'],
    Healthcheck: { Test: ['CMD', 'true'], Interval: 30_000_000_000, Retries: 3 },
    ArgsEscaped: true,
  },
}

const read = (document: unknown) => parseImageConfig(JSON.stringify(document))

describe('parseImageConfig', () => {
  it('reads every member that counts and drops the rest', () => {
    expect(
      read({ ...full, history: [{ created_by: 'x' }], config: { ...full.config, Image: 'sha256:x', Hostname: '' } }),
    ).toEqual(full)
  })

  it('takes null as absent', () => {
    const config = {
      Env: null,
      Cmd: null,
      Labels: null,
      ExposedPorts: null,
      Healthcheck: null,
      OnBuild: null,
      User: '',
    }
    expect(read({ architecture: 'amd64', os: 'linux', rootfs: null, config })).toEqual({
      architecture: 'amd64',
      os: 'linux',
      rootfs: { type: 'layers', diff_ids: [] },
      config: { User: '' },
    })
  })

  it('says what it runs on', () => {
    expect(configPlatform(read({ ...full, 'os.version': '6' }))).toEqual({
      os: 'linux',
      architecture: 'arm64',
      variant: 'v8',
      osVersion: '6',
    })
  })

  it.each<[string, unknown]>([
    ['env that is text', { ...full, config: { Env: 'A=b' } }],
    ['env of numbers', { ...full, config: { Env: [1] } }],
    ['a user that is a number', { ...full, config: { User: 1000 } }],
    ['labels of numbers', { ...full, config: { Labels: { a: 1 } } }],
    ['ports that are a list', { ...full, config: { ExposedPorts: ['80/tcp'] } }],
    ['a bad diff id', { ...full, rootfs: { type: 'layers', diff_ids: ['x'] } }],
    ['a time that is text', { ...full, config: { Healthcheck: { Interval: '30s' } } }],
    ['an escape flag that is text', { ...full, config: { ArgsEscaped: 'true' } }],
    ['a config that is a list', { ...full, config: [] }],
    ['a list', []],
  ])('refuses %s', (_, document) => {
    expect(() => read(document)).toThrowError(expect.objectContaining({ code: 'BH094' }))
  })
})
