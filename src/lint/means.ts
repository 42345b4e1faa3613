import { BasehitError } from '../errors.ts'
import type { Lowered } from '../lower/lower.ts'
import type { RunOperation } from '../lower/operations.ts'
import type { Position } from '../position.ts'
import type { Finding } from './finding.ts'

/** What a build is given besides its files. */
export interface Means {
  /** Entitlements. */
  readonly allow: readonly string[]
  /** The ids of its secrets. */
  readonly secrets: ReadonlySet<string>
}

/** BH031 and BH111: what the commands of a base need and are not given, in the order of the file. */
export function missingMeans({ operations, places }: Pick<Lowered, 'operations' | 'places'>, means: Means): Finding[] {
  return operations.flatMap((operation, index) =>
    operation.op === 'run'
      ? [...missingEntitlements(operation, means, places[index]), ...missingSecrets(operation, means, places[index])]
      : [],
  )
}

function missingEntitlements(run: RunOperation, { allow }: Means, position: Position | undefined): Finding[] {
  const needed = [
    ...(run.security === 'insecure' ? [['--security=insecure', 'security.insecure'] as const] : []),
    ...(run.network === 'host' ? [['--network=host', 'network.host'] as const] : []),
  ]
  return needed
    .filter(([, entitlement]) => !allow.includes(entitlement))
    .map(([flag, entitlement]) => ({
      severity: 'error',
      fault: new BasehitError('BH031', `RUN ${flag} needs the entitlement ${entitlement}, which is not given`, {
        position,
        remedy: `add ${entitlement} to \`allow\`, and use a builder that grants it`,
      }),
    }))
}

function missingSecrets(run: RunOperation, { secrets }: Means, position: Position | undefined): Finding[] {
  return (run.mounts ?? []).flatMap((mount): Finding[] => {
    if (mount.type !== 'secret' || secrets.has(mount.id)) return []
    const { id } = mount
    const [severity, fact, remedy] = mount.required
      ? (['error', `RUN needs the secret \`${id}\`, which is not given`, giving(id)] as const)
      : ([
          'warning',
          `RUN mounts the secret \`${id}\`, which is not given: it runs without it`,
          `${giving(id)}, or make the mount required`,
        ] as const)
    return [{ severity, fault: new BasehitError('BH111', fact, { position, remedy }) }]
  })
}

function giving(id: string): string {
  return `give ${id} in \`secrets\`, \`secret-envs\` or \`secret-files\``
}
