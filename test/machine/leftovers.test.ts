import { spawn } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { describeProcess } from '../../src/leases/holder.ts'
import { markTemporary, removeLeftovers } from '../../src/machine/leftovers.ts'
import { createTemporary } from '../../src/machine/temporary.ts'

const root = mkdtempSync(join(tmpdir(), 'leftovers-'))
afterAll(() => rmSync(root, { recursive: true }))

let parent = ''
beforeEach(() => {
  parent = mkdtempSync(join(root, 'p-'))
})

const here = describeProcess()
const dead = { ...here, started: '1' }
const old = new Date(Date.now() - 61 * 60 * 1000)

/** Makes a directory as a run leaves it behind. */
function leave(name: string, holder: unknown, changed: Date = old): string {
  const path = join(parent, name)
  mkdirSync(join(path, 'd-abcdef'), { recursive: true })
  writeFileSync(join(path, 'd-abcdef/secret'), 'x')
  if (holder !== undefined) writeFileSync(join(path, 'holder'), JSON.stringify(holder))
  utimesSync(path, changed, changed)
  return path
}

test('removes what dead runs left behind', async () => {
  leave('basehit-aaaaaa', dead)
  leave('basehit-bbbbbb', dead)
  await removeLeftovers(parent)
  expect(readdirSync(parent)).toEqual([])
})

test.each([
  ['of a run that lives', 'basehit-aaaaaa', here, old],
  ['of another machine or container', 'basehit-aaaaaa', { ...dead, host: 'other' }, old],
  ['that is young', 'basehit-aaaaaa', dead, new Date(Date.now() - 59 * 60 * 1000)],
  ['without a note', 'basehit-aaaaaa', undefined, old],
  ['with another note', 'basehit-aaaaaa', { pid: 'x' }, old],
  ['of another name', 'basehit-e2e-aaaaaa', dead, old],
  ['of others', 'other-aaaaaa', dead, old],
])('leaves alone what is %s', async (_, name, holder, changed) => {
  const path = leave(name, holder, changed)
  await removeLeftovers(parent)
  expect(existsSync(join(path, 'd-abcdef/secret'))).toBe(true)
})

test('follows no link', async () => {
  const elsewhere = mkdtempSync(join(root, 'e-'))
  writeFileSync(join(elsewhere, 'holder'), JSON.stringify(dead))
  utimesSync(elsewhere, old, old)
  symlinkSync(elsewhere, join(parent, 'basehit-aaaaaa'))
  await removeLeftovers(parent)
  expect(existsSync(join(elsewhere, 'holder'))).toBe(true)
  expect(readdirSync(parent)).toHaveLength(1)
})

test('does nothing where there is nothing to read', async () => {
  await removeLeftovers(join(parent, 'none'))
  await markTemporary(join(parent, 'none'))
})

test('a run that was killed leaves what the first directory of a later one removes', async () => {
  const temporary = join(import.meta.dirname, '../../src/machine/temporary.ts')
  const script = `const { createTemporary } = await import(${JSON.stringify(temporary)})
    await createTemporary(${JSON.stringify(parent)}).write('secret', 'x')
    console.log('made')
    setInterval(() => {}, 1000)`
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] })
  await new Promise(resolve => child.stdout.once('data', resolve))
  child.kill('SIGKILL')
  await new Promise(resolve => child.once('close', resolve))
  const [left = ''] = readdirSync(parent)
  expect(left).toMatch(/^basehit-/)
  utimesSync(join(parent, left), old, old)
  const later = createTemporary(parent)
  await later.directory()
  await expect.poll(() => readdirSync(parent)).not.toContain(left)
  await later.remove()
  expect(readdirSync(parent)).toEqual([])
})
