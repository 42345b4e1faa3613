import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const root = join(import.meta.dirname, '..')
const page = readFileSync(join(root, '.github/THREAT_MODEL.md'), 'utf8')
const rows = [...page.matchAll(/^\| (T\d\d) \|(.*)\|$/gm)].map(([, id = '', rest = '']) => ({
  id,
  cells: rest.split('|'),
}))

describe('THREAT_MODEL.md', () => {
  it('names each threat once, in order', () => {
    const ids = rows.map(row => row.id)
    expect(ids.length).toBeGreaterThan(30)
    expect(ids).toEqual([...new Set(ids)].sort())
  })

  it.each(rows)('has a defence and tests for $id, and the tests are there', ({ cells }) => {
    const [threat = '', defence = '', tests = ''] = cells.map(cell => cell.trim())
    expect([threat, defence].filter(text => text.length < 10)).toEqual([])
    const files = [...tests.matchAll(/`([^`]+)`/g)].map(match => match[1] ?? '')
    expect(files.length).toBeGreaterThan(0)
    expect(files.filter(file => !/^test\/.*\.test\.ts$/.test(file) || !existsSync(join(root, file)))).toEqual([])
  })

  it('refers to what is there elsewhere too', () => {
    const named = [...page.matchAll(/`((?:src|test)\/[\w./-]+)`/g)].map(match => match[1] ?? '')
    expect(named.filter(path => !existsSync(join(root, path)))).toEqual([])
  })

  it('agrees with the golden table about who may publish', () => {
    const golden = readFileSync(join(root, 'test/plan/golden/trust.txt'), 'utf8').trimEnd().split('\n')
    const publishing = new Set(golden.filter(row => !row.includes('publish never')).map(row => row.split(' ')[0] ?? ''))
    const [published = ''] = /## What a run may do[\s\S]*?\n(?=\| any branch)/.exec(page) ?? []
    expect([...publishing].filter(event => !published.includes(`\`${event}\``))).toEqual([])
    expect(published).not.toContain('`pull_request')
  })
})
