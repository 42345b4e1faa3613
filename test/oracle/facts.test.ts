import { expect, it } from 'vitest'
import { staleDigestDocs } from '../../scripts/oracle-digest.ts'
import { facts, isInDigest } from './facts.ts'

it('the page of facts is what the code does', () => expect(staleDigestDocs('check')).toEqual([]))

it('tells both what is in and what is out', () => {
  const included = facts.filter(isInDigest).map(fact => fact.what)
  expect(included.length).toBeGreaterThan(25)
  expect(facts.length - included.length).toBeGreaterThan(10)
})
