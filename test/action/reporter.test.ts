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
