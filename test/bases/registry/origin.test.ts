import { describe, expect, it } from 'vitest'
import { isAddress, isLoopback, refusalToFollow, sameOrigin } from '../../../src/bases/registry/origin.ts'

it.each([
  ['https://a.example/x', 'https://a.example:443/y', true],
  ['https://a.example', 'https://A.EXAMPLE', true],
  ['https://a.example', 'http://a.example', false],
  ['https://a.example', 'https://a.example:444', false],
  ['https://a.example', 'https://a.example.evil', false],
])('sameOrigin %s %s', (one, other, expected) => {
  expect(sameOrigin(new URL(one), new URL(other))).toBe(expected)
})

it.each([
  ['localhost', true],
  ['LOCALHOST.', true],
  ['x.localhost', true],
  ['127.0.0.1', true],
  ['127.9.9.9', true],
  ['[::1]', true],
  ['[::ffff:127.0.0.1]', true],
  ['128.0.0.1', false],
  ['localhost.evil.example', false],
  ['127.0.0.1.evil.example', false],
  ['[::2]', false],
  ['[64:ff9b::127.0.0.1]', false],
  ['localhost.localdomain', false],
])('isLoopback %s', (host, expected) => {
  expect(isLoopback(host)).toBe(expected)
})

it.each([
  ['10.0.0.1', true],
  ['[fe80::1]', true],
  ['ten.example', false],
])('isAddress %s', (host, expected) => {
  expect(isAddress(host)).toBe(expected)
})

describe('refusalToFollow', () => {
  it.each([
    ['https://r.example/', 'https://cdn.example/x'],
    ['https://r.example/', 'https://10.0.0.7/x'],
    ['http://r.example/', 'https://cdn.example/x'],
    ['http://r.example/', 'http://cdn.example/x'],
    ['http://127.0.0.1:5000/', 'http://localhost:5001/x'],
    ['http://127.0.0.1:5000/', 'http://127.0.0.1:5001/x'],
    ['http://127.0.0.1:5000/', 'http://[::1]:5001/x'],
    ['http://127.0.0.1:5000/', 'http://localhost.localdomain:5001/x'],
    ['http://r.example/', 'http://[64:ff9b::8.8.8.8]/x'],
    ['http://r.example/', 'http://[2001:db8::1]/x'],
  ])('lets %s lead to %s', (from, to) => {
    expect(refusalToFollow(new URL(from), new URL(to))).toBeUndefined()
  })

  it.each([
    ['https://r.example/', 'http://r.example/x'],
    ['https://r.example/', 'file:///etc/passwd'],
    ['https://r.example/', 'data:text/plain,x'],
    ['https://r.example/', 'ftp://r.example/'],
    ['https://r.example/', 'https://user:secret@r.example/'],
    ['http://r.example/', 'http://169.254.169.254/latest/meta-data'],
    ['http://r.example/', 'http://[::ffff:169.254.169.254]/'],
    ['http://r.example/', 'http://0xa9fea9fe/'],
    ['http://r.example/', 'http://[fe80::1]/'],
    ['http://r.example/', 'http://0.0.0.0/'],
    ['http://r.example/', 'http://[::]/'],
    ['http://r.example/', 'http://127.0.0.1/'],
    ['http://r.example/', 'http://localhost/'],
    ['http://127.0.0.1/', 'http://169.254.169.254/'],
    ['http://r.example/', 'http://[64:ff9b::169.254.169.254]/'],
    ['http://r.example/', 'http://[64:ff9b::a9fe:a9fe]/'],
    ['http://r.example/', 'http://[64:ff9b::127.0.0.1]/'],
    ['http://r.example/', 'http://[64:ff9b::0.0.0.1]/'],
    ['http://r.example/', 'http://[2002:a9fe:a9fe::1]/'],
    ['http://r.example/', 'http://[2002:7f00:1::]/'],
    ['http://r.example/', 'http://[::127.0.0.1]/'],
    ['http://r.example/', 'http://[::169.254.169.254]/'],
    ['http://127.0.0.1/', 'http://[64:ff9b::a9fe:a9fe]/'],
    ['http://r.example/', 'http://localhost.localdomain/'],
    ['http://r.example/', 'http://LOCALHOST4.localdomain4./'],
    ['http://r.example/', 'http://ip6-localhost/'],
    ['http://r.example/', 'http://ip6-loopback/'],
  ])('does not let %s lead to %s', (from, to) => {
    expect(refusalToFollow(new URL(from), new URL(to))).toEqual(expect.any(String))
  })
})
