/** The annotations of a base's manifest. */
export const annotation = {
  dependencyDigest: 'dev.basehit.dependency-digest',
  recipeVersion: 'dev.basehit.recipe-version',
  /** `os/arch[/variant]` the recipe was made for. */
  platform: 'dev.basehit.platform',
  /** When its oldest step ran. */
  created: 'dev.basehit.created',
  /** What building all of it took; absent where a step of it was taken from a cache. */
  durationMs: 'dev.basehit.duration-ms',
  bytes: 'dev.basehit.bytes',
  /** The commands it passed, as a JSON list. */
  verify: 'dev.basehit.verify',
  source: 'dev.basehit.source',
  run: 'dev.basehit.run',
  reason: 'dev.basehit.reason',
} as const
