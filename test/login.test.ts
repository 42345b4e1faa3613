import { expect, test } from 'vitest'
import { hideLogin } from '../src/login.ts'

test.each([
  ['https://octo:pass@example.org/x', 'https://***@example.org/x'],
  ['https://token@example.org', 'https://***@example.org'],
  ['https://octo:pa/ss@w:rd@example.org', 'https://***@example.org'],
  ['HTTPS://octo:pass@example.org', 'HTTPS://***@example.org'],
  ['octo:pass@example.org', '***@example.org'],
  ['https://octo:pass@', 'https://***@'],
  ['https://octo:pa\nss@example.org', 'https://***@example.org'],
  ['git@github.com:acme/app', 'git@github.com:acme/app'],
  ['ssh://git@github.com/acme/app', 'ssh://git@github.com/acme/app'],
  ['git@octo:pass@example.org', '***@example.org'],
  ['https://example.org:5000/x', 'https://example.org:5000/x'],
  ['', ''],
])('%j is shown as %j', (text, shown) => {
  expect(hideLogin(text)).toBe(shown)
  expect(hideLogin(shown)).toBe(shown)
})
