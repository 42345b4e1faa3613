import { describe, expect, test } from 'vitest'
import { type Context, readEvent } from '../../src/action/event.ts'
import { annotationOf } from '../../src/action/failure.ts'
import { refuseUnknownInputs } from '../../src/action/inputs.ts'
import { BasehitError } from '../../src/errors.ts'

describe('annotationOf', () => {
  const position = (file: string) => ({ file, line: 3, column: 5 })
  const error = (file: string) => new BasehitError('BH025', 'no', { position: position(file), remedy: 'Do.' })

  test.each([
    ['a relative path', 'docker/Dockerfile', 'docker/Dockerfile'],
    ['a path with dots', './a/../Dockerfile', 'Dockerfile'],
    ['an absolute path inside', '/srv/app/Dockerfile', 'Dockerfile'],
  ])('links %s', (_, file, linked) => {
    expect(annotationOf(error(file), '/srv/app')).toEqual({
      message: `${file}:3:5: no\nDo.`,
      properties: { title: 'BH025', file: linked, startLine: 3, startColumn: 5 },
    })
  })

  test.each(['/etc/config.json', '../other/Dockerfile'])('names %s without a link', file => {
    expect(annotationOf(error(file), '/srv/app').properties).toEqual({ title: 'BH025' })
  })

  test('has a code as title where there is no place', () => {
    expect(annotationOf(new BasehitError('BH001', 'none'), '/')).toEqual({
      message: 'none',
      properties: { title: 'BH001' },
    })
  })

  test('calls everything else a fault of ours', () => {
    const { message, properties } = annotationOf(new TypeError('oops'), '/')
    expect(message).toContain('TypeError: oops')
    expect(properties.title).toContain('fault in Basehit')
  })
})

describe('refuseUnknownInputs', () => {
  test.each([
    ['INPUT_BASE-FIEL', 'base-file'],
    ['INPUT_TAG', 'tags'],
    ['INPUT_BUILD_ARGS', 'build-args'],
  ])('%s', (variable, meant) => {
    expect(() => refuseUnknownInputs({ [variable]: 'x' })).toThrow(
      expect.objectContaining({ code: 'BH074', remedy: `Did you mean \`${meant}\`?` }),
    )
  })

  test.each(['INPUT_BASE-FILE', 'INPUT_TAGS', 'INPUT_WHO-TO-GREET', 'MY_INPUT_TAG', 'INPUT_'])(
    'leaves %s alone',
    variable => {
      expect(() => refuseUnknownInputs({ [variable]: 'x' })).not.toThrow()
    },
  )
})

describe('readEvent', () => {
  const context: Context = {
    eventName: 'push',
    serverUrl: 'https://github.example',
    repo: { owner: 'acme', repo: 'app' },
    sha: 'abc',
    ref: 'refs/heads/main',
    actor: 'bot',
    runId: 7,
    runAttempt: 2,
    payload: {},
  }

  test('names the run', () => {
    expect(readEvent(context, 'true')).toEqual({
      run: {
        source: 'https://github.example/acme/app',
        url: 'https://github.example/acme/app/actions/runs/7/attempts/2',
        commit: 'abc',
        ref: 'refs/heads/main',
        actor: 'bot',
      },
      origin: { builder: 'https://github.example/acme/app/actions/runs/7/attempts/2', visibility: 'public' },
      actor: { kind: 'workflow', event: 'push', code: 'own', ref: 'protected' },
    })
  })

  test('names no run that has no number: it would be every run', () => {
    expect(readEvent({ ...context, runId: Number.NaN }, 'true').run).not.toHaveProperty('url')
  })

  test('knows a private repository, and a first attempt on a runner that does not count', () => {
    const payload = { repository: { name: 'app', owner: { login: 'acme' }, private: true } }
    expect(readEvent({ ...context, payload, runAttempt: Number.NaN }, undefined).origin).toEqual({
      builder: 'https://github.example/acme/app/actions/runs/7/attempts/1',
      visibility: 'private',
    })
  })
})
