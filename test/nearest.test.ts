import { expect, it } from 'vitest'
import { nearest } from '../src/nearest.ts'

it.each<[string, string[], string | undefined]>([
  ['requirments.txt', ['requirements.txt', 'setup.py'], 'requirements.txt'],
  ['Requirements.txt', ['requirements.txt'], 'requirements.txt'],
  ['RUM', ['RUN', 'ARG'], 'RUN'],
  ['amd46', ['arm64', 'amd64'], 'amd64'],
  ['cat', ['dog'], undefined],
  ['a', [], undefined],
  ['base', ['bases', 'base2', 'basis'], 'bases'],
])('%s among %j is %s', (word, candidates, expected) => expect(nearest(word, candidates)).toBe(expected))
