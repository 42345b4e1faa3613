import { expect, test } from 'vitest'
import type { InputName } from '../../src/commands/inputs.ts'
import { readOptions } from '../../src/commands/read-options.ts'
import { readTrust } from '../../src/commands/trust.ts'
import type { World } from '../../src/commands/world.ts'
import { rawInputs, surroundings } from './raw.ts'

type Values = Partial<Record<InputName, string>>

const cases: readonly (readonly [Values, 'required' | 'if-granted'])[] = [
  [{}, 'if-granted'],
  [{ push: 'true' }, 'required'],
  [{ app: 'false' }, 'required'],
  [{ rebuild: 'base' }, 'required'],
  [{ outputs: 'type=registry' }, 'required'],
  [{ outputs: 'TYPE=registry,x=y' }, 'required'],
  [{ outputs: 'type=image, Push =T' }, 'required'],
  [{ outputs: 'type=image,"push=1"' }, 'required'],
  [{ outputs: 'type=image,push=' }, 'required'],
  [{ outputs: 'type=image,push=false' }, 'if-granted'],
  [{ outputs: 'type=image,push=true,push=false' }, 'if-granted'],
  [{ outputs: 'type=oci,dest=x,push=true' }, 'if-granted'],
  [{ outputs: 'type=local,"dest=a,type=registry"' }, 'if-granted'],
  [{ push: 'true', call: 'check' }, 'if-granted'],
]
test.each(cases)('a missing base of %j is published: %s', (values, publish) => {
  const raw = rawInputs({ 'base-stage': 'deps', tags: 'r.test/a/app:1', app: 'true', ...values })
  const world = { actor: { kind: 'person' }, report: () => {} } as unknown as World
  expect(readTrust(readOptions(raw, surroundings()), world).publish).toBe(publish)
})
