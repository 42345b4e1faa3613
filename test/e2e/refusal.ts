import { expect } from 'vitest'
import type { Ended } from './programs.ts'
import type { Project } from './project.ts'
import { tagsOf } from './registry.ts'

/** How a run says that it cannot go on. */
export interface Refusal {
  /** 2: the command line itself is at fault. */
  readonly status?: 1 | 2
  readonly code: string
  readonly says: RegExp
  /** `file:line:column`; without a file that of the Dockerfile. Absent where no line of the user's is at fault. */
  readonly at?: string
  readonly remedy: RegExp
}

/** Expects a run to have ended with this error alone: its fact, its place and its remedy, each on its line. */
export function expectRefusal(run: Ended, { status = 1, code, says, at, remedy }: Refusal): void {
  expect(run.status, run.stderr).toBe(status)
  const [fact = '', ...rest] = run.stderr.slice(run.stderr.indexOf('error[')).trimEnd().split('\n')
  expect(fact).toMatch(new RegExp(`^error\\[${code}\\]: `))
  expect(fact).toMatch(says)
  const place = at === undefined || !/^\d/.test(at) ? at : `Dockerfile:${at}`
  expect(rest.filter(line => line.startsWith('  at '))).toEqual(place === undefined ? [] : [`  at ${place}`])
  expect(rest.at(-1)).toMatch(remedy)
  expect(rest.at(-1)).toMatch(/^ {2}\S/)
  expect(run.stdout).toBe('')
}

/** Expects the registry not to know either of a project's repositories. */
export async function expectNothingPushed({ appRepository, baseRepository }: Project): Promise<void> {
  expect(await tagsOf(appRepository)).toBeUndefined()
  expect(await tagsOf(baseRepository)).toBeUndefined()
}
