import { describe, expect, test } from 'vitest'
import { inputFlags } from '../../src/cli/flags.ts'
import { helpText } from '../../src/cli/help.ts'

describe('helpText', () => {
  const all = helpText(undefined)

  test('names every flag and command', () => {
    for (const { name } of inputFlags) expect(all).toMatch(new RegExp(`--${name}[ ,=\n]`))
    for (const command of ['digest', 'plan', 'build']) expect(all).toContain(`\n  ${command} `)
  })

  test('fits a terminal 100 columns wide and has no markup', () => {
    expect(Math.max(...all.split('\n').map(line => line.length))).toBeLessThanOrEqual(100)
    expect(all).not.toContain('`')
  })

  test('of one command shows its own flags only', () => {
    expect(helpText('plan')).toContain('--json')
    expect(helpText('plan')).not.toContain('--recipe')
  })
})
