import { expect, test } from 'vitest'
import { hideLogin, hideLogins } from '../src/login.ts'

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

test.each([
  ['GET https://octo:pass@a.example/x and ftp://token@b: no', 'GET https://***@a.example/x and ftp://***@b: no'],
  ['`https://octo:p@ss@a.example` is not one', '`https://***@a.example` is not one'],
  ['https://a.example/@scope/pkg@1 by me@example.org', 'https://a.example/@scope/pkg@1 by me@example.org'],
  ['ssh://git@github.com/acme', 'ssh://git@github.com/acme'],
  ['docker-image://alpine@sha256:abc', 'docker-image://alpine@sha256:abc'],
  ['docker-image://octo:pass@a.example/x@sha256:abc', 'docker-image://***@a.example/x@sha256:abc'],
  ['://'.repeat(3), '://'.repeat(3)],
])('in a message, %j is shown as %j', (text, shown) => {
  expect(hideLogins(text)).toBe(shown)
})
