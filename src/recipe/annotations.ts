/** The annotations of a base's manifest. */
export const annotation = {
  dependencyDigest: 'dev.basehit.dependency-digest',
  recipeVersion: 'dev.basehit.recipe-version',
  /** `os/arch[/variant]` the recipe was made for. */
  platform: 'dev.basehit.platform',
  created: 'dev.basehit.created',
  durationMs: 'dev.basehit.duration-ms',
  bytes: 'dev.basehit.bytes',
  /** The commands it passed, as a JSON list. */
  verify: 'dev.basehit.verify',
  source: 'dev.basehit.source',
  run: 'dev.basehit.run',
  reason: 'dev.basehit.reason',
} as const
