/** What the current builder is and can do. */
export interface Inspection {
  readonly name: string
  /** `docker`, `docker-container`, `kubernetes`, `remote`, `cloud`; empty when the builder does not answer. */
  readonly driver: string
  /** `running`, `inactive`, … of its first node. */
  readonly status: string
  readonly platforms: readonly string[]
  /** How many machines it builds on; 0 when the builder does not answer. */
  readonly nodes: number
  /** Without the v; absent when the builder is not running. */
  readonly buildkitVersion?: string | undefined
  /** Whether `cache-to` other than `inline` works: not with the docker driver on the classic image store. */
  readonly mayExportCache: boolean
  /** What buildx says is wrong with it. */
  readonly error?: string | undefined
}

/** Reads what `buildx inspect` prints (buildx: commands/inspect.go). Several nodes are one builder: platforms are joined, the oldest facts stand. */
export function parseInspection(output: string): Inspection {
  const values = (key: string) =>
    [...output.matchAll(new RegExp(`^${key}:[ \\t]*(.*)$`, 'gm'))].map(match => (match[1] ?? '').trim())
  const first = (key: string) => values(key).find(value => value !== '')
  const driver = first('Driver') ?? ''
  const platforms = values('Platforms').flatMap(list => list.split(',').map(item => item.trim().replace(/\*$/, '')))
  const version = first('BuildKit version')?.replace(/^v/, '')
  const error = first('Error')
  return {
    name: first('Name') ?? '',
    driver,
    status: first('Status') ?? '',
    platforms: [...new Set(platforms.filter(platform => platform !== ''))],
    // The first name is the builder's.
    nodes: Math.max(0, values('Name').length - 1),
    // The docker driver lists the snapshotter only with the containerd image store (buildx: driver/docker/driver.go).
    mayExportCache:
      driver !== '' && (driver !== 'docker' || /^\s*org\.mobyproject\.buildkit\.worker\.snapshotter:/m.test(output)),
    ...(version === undefined ? {} : { buildkitVersion: version }),
    ...(error === undefined ? {} : { error }),
  }
}
