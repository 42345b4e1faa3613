import type { InputName } from '../../src/commands/inputs.ts'
import type { RawInputs } from '../../src/commands/read-inputs.ts'
import type { Surroundings } from '../../src/commands/read-options.ts'

/** Inputs as a shell would have them. */
export function rawInputs(
  values: Readonly<Partial<Record<InputName, string>>>,
  lists: Readonly<Partial<Record<InputName, readonly string[]>>> = {},
): RawInputs {
  return { value: name => values[name], list: name => lists[name] }
}

/** A laptop on which nothing is set. */
export function surroundings(given: Partial<Surroundings> = {}): Surroundings {
  return {
    cwd: '/srv/app',
    env: {},
    proxies: new Map(),
    hostPlatform: { os: 'linux', architecture: 'amd64' },
    cache: 'none',
    ...given,
  }
}
