import { type HostSettings, parseRegistryMirrors } from '../bases/registry/hosts.ts'
import type { TokenHosts } from '../bases/registry/realm.ts'
import type { InputName } from '../commands/inputs.ts'
import { readList } from '../commands/lists.ts'
import { listForm, type RawInputs, readEntries } from '../commands/read-inputs.ts'
import { BasehitError } from '../errors.ts'
import { registryPattern } from '../image/reference.ts'
import { hideLogin } from '../login.ts'

/**
 * Mirrors and plain-HTTP registries: the inputs, or else BASEHIT_REGISTRY_MIRRORS and BASEHIT_INSECURE_REGISTRIES,
 * which are written alike. Throws BH076 for a mirror and BH006 for a host that is none.
 */
export function readHostSettings(
  raw: RawInputs,
  env: Readonly<Record<string, string | undefined>>,
): HostSettings & { readonly tokenHosts: TokenHosts } {
  const mirrors = entriesOf(raw, 'registry-mirrors', env.BASEHIT_REGISTRY_MIRRORS)
  const insecure = entriesOf(raw, 'insecure-registries', env.BASEHIT_INSECURE_REGISTRIES)
  const wrong = insecure.find(host => !registryPattern.test(host))
  if (wrong !== undefined) {
    throw new BasehitError('BH006', `insecure-registries: \`${hideLogin(wrong)}\` is not a registry host`, {
      remedy: 'write the host and its port only, for example `registry.local:5000`',
    })
  }
  return {
    mirrors: parseRegistryMirrors(mirrors),
    insecure,
    tokenHosts: readTokenHosts(readEntries(raw, 'token-hosts')),
  }
}

/** `REGISTRY=HOST` entries: token services elsewhere that may be given a registry's login. */
function readTokenHosts(entries: readonly string[]): TokenHosts {
  const hosts = new Map<string, readonly string[]>()
  for (const entry of entries) {
    const [registry = '', host = '', ...rest] = entry.split('=')
    if (rest.length > 0 || !registryPattern.test(registry) || !registryPattern.test(host)) {
      const shown = registryPattern.test(registry) ? entry.replace(/(?<==).*/s, hideLogin) : hideLogin(entry)
      throw new BasehitError('BH076', `token-hosts: \`${shown}\` is not REGISTRY=HOST`, {
        remedy: 'write for example `registry.example.com=login.example.com`',
      })
    }
    hosts.set(registry, [...(hosts.get(registry) ?? []), host])
  }
  return hosts
}

function entriesOf(raw: RawInputs, name: InputName, variable: string | undefined): readonly string[] {
  const given = readEntries(raw, name)
  return given.length > 0 ? given : readList(name, variable ?? '', listForm(name))
}
