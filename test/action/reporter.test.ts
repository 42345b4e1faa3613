import { afterEach, expect, it, vi } from 'vitest'
import { Reporter } from '../../src/action/reporter.ts'
import { BasehitError } from '../../src/errors.ts'
import { warningOf } from '../../src/report/text.ts'

afterEach(() => vi.restoreAllMocks())

it('a warning with a place is an annotation there, titled with its code', () => {
  const written: string[] = []
  vi.spyOn(process.stdout, 'write').mockImplementation(text => written.push(String(text)) > 0)
  const position = { file: 'Dockerfile', line: 3, column: 1 }
  const reporter = new Reporter('/workspace')
  reporter.report(warningOf(new BasehitError('BH033', 'all of it', { position, remedy: 'name what is needed' })))
  reporter.report({ kind: 'warning', message: 'nowhere' })
  expect(written.join('')).toBe(
    '::warning title=BH033,file=Dockerfile,line=3,col=1::Dockerfile:3:1: all of it%0Aname what is needed\n' +
      '::warning::nowhere\n',
  )
  expect(reporter.notices).toHaveLength(2)
})

it('folds a long list of changes under its count, and leaves a short one open', () => {
  const written: string[] = []
  vi.spyOn(process.stdout, 'write').mockImplementation(text => written.push(String(text)) > 0)
  const reporter = new Reporter('/workspace')
  const changed = (count: number) => {
    const changes = Array.from({ length: count }, (_, index) => `f${index}`).map(
      subject => ({ kind: 'file', subject, change: 'added' }) as const,
    )
    reporter.report({ kind: 'changed', name: 'deps', platform: 'linux/amd64', changes })
    return written.splice(0).join('').split('\n')
  }
  expect(changed(3)[0]).toBe('  3 changes since the last base:')
  const many = changed(3000)
  expect(many[0]).toBe('::group::  3000 changes since the last base:')
  expect(many.slice(-3)).toEqual(['    … and 2950 more', '::endgroup::', ''])
  expect(many).toHaveLength(54)
})
