import { expect, test } from 'vitest'
import { namedContexts } from '../../src/commands/contexts.ts'
import { readOptions } from '../../src/commands/read-options.ts'
import { rawInputs, surroundings } from './raw.ts'

test.each([
  ['busybox=docker-image://alpine:3', 'busybox', { kind: 'image', reference: 'alpine:3' }],
  ['lib=local:x', 'lib', { kind: 'directory', name: 'lib' }],
  ['lib=./u@h:p.git', 'lib', { kind: 'directory', name: 'lib' }],
  ['lib=git@h:p.git', 'lib', { kind: 'unsupported', value: 'git@h:p.git' }],
  ['lib=https://h/a', 'lib', { kind: 'unsupported', value: 'https://h/a' }],
  ['lib=oci-layout://a:1', 'lib', { kind: 'unsupported', value: 'oci-layout://a:1' }],
  ['docker.io/library/lib:latest::linux/arm64=./x', 'lib::linux/arm64', { kind: 'directory' }],
])('%s', (entry, key, context) => {
  const raw = rawInputs({ 'base-file': 'base.Dockerfile', tags: 'ghcr.io/acme/app:1', 'build-contexts': entry })
  const { build } = readOptions(raw, surroundings({}))
  expect([...namedContexts(build)]).toEqual([[key, expect.objectContaining(context)]])
})
