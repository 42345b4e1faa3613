/** A module that runs after the first build of a run has started, and a code that stands in it. */
export interface LateRefusal {
  /** Below `src/`. */
  readonly file: string
  readonly code: string
  /** Why it cannot come before the first build. */
  readonly why: string
}

/** Where the steps after the first build begin; what they import is judged too. */
export const lateEntries = [
  'commands/publish/publish.ts',
  'commands/app.ts',
  'commands/inline.ts',
  'commands/verify.ts',
  'commands/requests.ts',
] as const

/** What late steps reach without importing it, and the two modules that begin before the first build and end after it. */
export const lateBesides = [
  'commands/build.ts',
  'action/main.ts',
  'bases/',
  'buildx/',
  'leases/',
  'files/',
  'machine/temporary.ts',
] as const

/** Modules that late steps import or reach, but whose refusals are met before the first build; `/` ends a folder. */
export const metBefore: Readonly<Record<string, string>> = {
  // The second look lowers the base once more, by what was just built: each was met by the first lowering.
  'dockerfile/': 'the Dockerfile was parsed; another one is met by the second look alone',
  'context/': 'the files were selected; others are met by the second look alone',
  'lower/': 'the base was lowered; the second look lowers it again, for files that changed meanwhile',
  'files/': 'the files were read; the second look reads them again, and only a change makes it fail',
  'commands/load.ts': 'the Dockerfile was read; the second look reads it again',
  'commands/observe.ts': 'images were resolved; the second look is given what was seen of them',
  'commands/own-store.ts': 'asked with each file that is hashed, so by the first lowering',
  'commands/private-files.ts': 'asked with each file that is hashed, so by the first lowering',
  'commands/source-policy.ts': 'both Dockerfiles were looked at; here it is a file that came during the build',
  'image/': 'references, platforms and digests were read with the inputs; a manifest that is none is BH089 or BH097',
  // Imported for something else.
  'commands/plan.ts': 'it plans; after a build only `lowerBase` is called, which refuses nothing of its own',
  'commands/plan-app.ts': 'it plans the app before anything is built',
  'commands/contexts.ts': 'it is asked while the app is planned; afterwards contexts are only listed',
  'commands/app-checks.ts': 'checks of the linter are read while the app is planned',
  'commands/resolve-image.ts': 'images were resolved; the second look is given what was seen of them',
  'buildx/outputs.ts': 'outputs were read with the inputs',
  'commands/trust.ts': 'trust is read first; that a run may not publish is settled before its bases are built',
  'lint/': 'findings are reported with the plan',
  'plan/': 'boundaries and replacements are decided with the plan',
  'recipe/observations.ts': 'observations are read with the inputs',
}

const builder = 'only the builder tells, while it builds'
const stored = 'about what the build just stored'
const answer = 'any request may be answered so, those after a build too'
const docker =
  'credentials are looked up once for each registry; that of the app may be another one than that of the base'

/** Every refusal that can be thrown after the first build has started, and why none of them can come earlier. */
export const lateRefusals: readonly LateRefusal[] = [
  { file: 'action/main.ts', code: 'BH102', why: 'what a `call` found is its answer' },
  {
    file: 'commands/build.ts',
    code: 'BH098',
    why: 'met by all bases before the first build; after it only by one that turns out damaged while the app is built',
  },
  { file: 'commands/check-app.ts', code: 'BH106', why: 'about the app that was just built' },
  { file: 'commands/push-app.ts', code: 'BH093', why: 'no registry tells whether it moves tags' },
  { file: 'commands/push-app.ts', code: 'BH105', why: 'about what buildx says when it has built' },
  { file: 'commands/verify.ts', code: 'BH102', why: 'a verify command that fails on the base that was built' },
  { file: 'commands/verify.ts', code: 'BH112', why: 'met before the first build, by requireVerifiable' },
  { file: 'commands/read-config.ts', code: 'BH097', why: stored },
  {
    file: 'commands/refuse.ts',
    code: 'BH090',
    why: 'met by all bases before the first build; after it a tag that came meanwhile',
  },
  {
    file: 'commands/refuse.ts',
    code: 'BH091',
    why: 'met by all bases before the first build; after it a tag that came meanwhile',
  },
  { file: 'commands/publish/build-steps.ts', code: 'BH092', why: stored },
  { file: 'commands/publish/build-steps.ts', code: 'BH105', why: 'about what buildx says when it has built' },
  { file: 'commands/publish/publication.ts', code: 'BH097', why: stored },
  { file: 'commands/publish/store-steps.ts', code: 'BH048', why: 'files that changed while they were built' },
  {
    file: 'commands/publish/store-steps.ts',
    code: 'BH093',
    why: 'no registry tells whether it takes a manifest again',
  },
  { file: 'commands/publish/tag-steps.ts', code: 'BH093', why: 'no registry tells whether it moves tags' },
  {
    file: 'buildx/bake.ts',
    code: 'BH104',
    why: 'a base has these fields from the same inputs, so its build does not start',
  },
  { file: 'buildx/bake.ts', code: 'BH110', why: 'secrets were read with the inputs; bases and app have the same' },
  { file: 'buildx/builder.ts', code: 'BH100', why: 'buildx is located once, before the first build' },
  {
    file: 'buildx/version.ts',
    code: 'BH100',
    why: 'met before the first build: requireBuildx asks for what the app needs',
  },
  { file: 'buildx/failure.ts', code: 'BH100', why: 'a flag that a buildx of a sufficient version does not know' },
  { file: 'buildx/failure.ts', code: 'BH101', why: builder },
  { file: 'buildx/failure.ts', code: 'BH102', why: builder },
  { file: 'buildx/failure.ts', code: 'BH103', why: builder },
  { file: 'buildx/metadata.ts', code: 'BH105', why: 'about the file that buildx writes when it has built' },
  { file: 'bases/layout/store.ts', code: 'BH005', why: 'met with the right to publish, before the first build' },
  { file: 'bases/layout/faults.ts', code: 'BH042', why: 'rights on a directory may change while a build runs' },
  { file: 'bases/layout/faults.ts', code: 'BH097', why: stored },
  { file: 'bases/layout/faults.ts', code: 'BH103', why: 'a disk that a build filled' },
  { file: 'bases/layout/files.ts', code: 'BH099', why: 'met by the probe; after it a directory that was replaced' },
  { file: 'bases/layout/images.ts', code: 'BH097', why: stored },
  { file: 'bases/registry/auth.ts', code: 'BH089', why: answer },
  {
    file: 'bases/registry/client.ts',
    code: 'BH006',
    why: 'names were read with the inputs; the client asks for no others',
  },
  { file: 'bases/registry/credential-helper.ts', code: 'BH083', why: docker },
  { file: 'bases/registry/credentials.ts', code: 'BH082', why: docker },
  { file: 'bases/registry/docker-config.ts', code: 'BH082', why: docker },
  { file: 'bases/registry/docker-config.ts', code: 'BH083', why: docker },
  { file: 'bases/registry/hosts.ts', code: 'BH006', why: 'hosts were read with the inputs; the client asks no others' },
  { file: 'bases/registry/hosts.ts', code: 'BH076', why: 'registry-mirrors is read when the client is made' },
  { file: 'bases/registry/network.ts', code: 'BH084', why: answer },
  { file: 'bases/registry/network.ts', code: 'BH085', why: answer },
  { file: 'bases/registry/network.ts', code: 'BH087', why: answer },
  { file: 'bases/registry/network.ts', code: 'BH089', why: answer },
  { file: 'bases/registry/realm.ts', code: 'BH089', why: answer },
  { file: 'bases/registry/transport.ts', code: 'BH089', why: answer },
  { file: 'bases/registry/verdict.ts', code: 'BH080', why: `${answer}: a token may end while a build runs` },
  { file: 'bases/registry/verdict.ts', code: 'BH081', why: answer },
  { file: 'bases/registry/verdict.ts', code: 'BH084', why: answer },
  { file: 'bases/registry/verdict.ts', code: 'BH086', why: answer },
  { file: 'bases/registry/verdict.ts', code: 'BH088', why: answer },
  { file: 'bases/registry/verdict.ts', code: 'BH089', why: answer },
  {
    file: 'leases/leases.ts',
    code: 'BH042',
    why: 'taken for each base before it is built; only the lease of a second platform comes after a build',
  },
  { file: 'errors.ts', code: 'BH042', why: 'a temporary directory whose rights changed while a build ran' },
  { file: 'errors.ts', code: 'BH103', why: 'a disk that a build filled' },
]
