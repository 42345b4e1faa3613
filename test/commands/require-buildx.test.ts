import { expect, test } from 'vitest'
import { openLayout } from '../../src/bases/layout/store.ts'
import { parseVersion } from '../../src/buildx/version.ts'
import type { Plan } from '../../src/commands/plan.ts'
import { readOptions } from '../../src/commands/read-options.ts'
import { requireBuildx } from '../../src/commands/require-buildx.ts'
import type { World } from '../../src/commands/world.ts'
import { rawInputs, surroundings } from './raw.ts'

const store = openLayout('/srv/app/.basehit')

function planned(kind: 'build' | 'reuse' | 'inline'): Plan {
  return { store, bases: [{ name: 'deps', digest: 'a'.repeat(64), decision: { kind } }] } as unknown as Plan
}

function worldOf(version: string): World {
  const found = { command: 'buildx', prefix: [], version: parseVersion(`github.com/docker/buildx v${version}`) }
  return { builder: async () => ({ locate: async () => found }) } as unknown as World
}

test.each([
  ['0.33.0', 'build', 'true', 'BH100'],
  ['0.34.0', 'build', 'true', undefined],
  ['0.33.0', 'build', 'false', undefined],
  ['0.33.0', 'reuse', 'true', undefined],
  ['0.33.0', 'inline', 'true', undefined],
] as const)('buildx %s before a base in a directory is %s, with app: %s', async (version, kind, app, code) => {
  const options = readOptions(rawInputs({ 'base-stage': 'deps', app }), surroundings({ layout: '.basehit' }))
  const required = requireBuildx(options, worldOf(version), planned(kind))
  await (code === undefined ? required : expect(required).rejects.toMatchObject({ code }))
})
