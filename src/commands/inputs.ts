/** How the text of an input is read. */
export type InputKind =
  /** One text. */
  | 'string'
  /** Entries parted by line breaks and commas. */
  | 'list'
  /** Entries parted by line breaks; a comma belongs to its entry. */
  | 'lines'
  | 'boolean'
  | 'choice'
  | 'number'

/** One input of the action, which is also a flag of the command line. */
export interface Input {
  readonly name: string
  readonly kind: InputKind
  /** What the input is about: the base, the app's own build, or both. */
  readonly on: 'base' | 'app' | 'both'
  /** One sentence. */
  readonly description: string
  readonly choices?: readonly string[]
  readonly default?: string
  /** The flag that takes one entry and may be repeated, as buildx calls it. */
  readonly singular?: string
  /** The flag's one-letter form. */
  readonly short?: string
  /** `kept` when quotes are part of an entry instead of holding it together. */
  readonly quotes?: 'kept'
  /** `kept` when white space around an entry is part of it. */
  readonly spaces?: 'kept'
}

/**
 * Every input. action.yml, the flags of the command line, its help and the tables of the README are made from this.
 * Names, defaults and parsing are docker/build-push-action's wherever it has the input; only `context` has another default.
 */
export const inputs = [
  {
    name: 'base-file',
    kind: 'string',
    on: 'base',
    description: 'Dockerfile whose last stage is the base, inside the workspace (e.g., `base.Dockerfile`).',
  },
  {
    name: 'base-stage',
    kind: 'string',
    on: 'base',
    description: 'Stage of `file` that is the base; give this or `base-file`.',
  },
  {
    name: 'base-name',
    kind: 'string',
    on: 'base',
    description: 'Name in a `FROM` of `file` that stands for `base-file`; unset, the only one that names no stage.',
  },
  {
    name: 'base-repository',
    kind: 'string',
    on: 'base',
    description:
      'Repository that keeps the bases, without a tag, or `oci-layout://DIRECTORY`; unset, that of the first tag with `-base` appended.',
  },
  {
    name: 'upstream',
    kind: 'choice',
    choices: ['follow', 'as-written'],
    on: 'base',
    default: 'follow',
    description: 'Whether a base follows its `FROM` images when their tags move, or goes by the references as written.',
  },
  {
    name: 'max-age',
    kind: 'number',
    on: 'base',
    default: '30',
    description: 'Days after which a base is rebuilt, counted from its oldest step, as a whole number (`30` or `30d`).',
  },
  {
    name: 'rebuild',
    kind: 'choice',
    choices: ['none', 'base', 'all'],
    on: 'both',
    default: 'none',
    description:
      'What to build even though nothing changed: nothing, the base, or the base and the app without caches.',
  },
  {
    name: 'reason',
    kind: 'string',
    on: 'base',
    description: 'Why a rebuild was asked for; it is recorded with the base.',
  },
  {
    name: 'verify',
    kind: 'lines',
    on: 'base',
    singular: 'verify',
    quotes: 'kept',
    description: 'Commands, one a line, that must succeed in a new base before it gets its tag.',
  },
  {
    name: 'salt',
    kind: 'string',
    on: 'base',
    description: 'Any text; another one disowns all bases made before.',
  },
  {
    name: 'expect-digest',
    kind: 'list',
    on: 'base',
    singular: 'expect-digest',
    description: 'Dependency digests an earlier job planned, one for each platform; the run stops if it finds another.',
  },
  {
    name: 'observations',
    kind: 'string',
    on: 'base',
    description:
      'What an earlier job found out about upstreams, from its output of the same name, so that both see the same.',
  },
  {
    name: 'fail-on-miss',
    kind: 'boolean',
    on: 'base',
    default: 'false',
    description: 'Stop instead of building a base.',
  },
  {
    name: 'registry-mirrors',
    kind: 'list',
    on: 'both',
    singular: 'registry-mirror',
    description:
      'Mirrors the builder uses for upstreams, as `REGISTRY=MIRROR`; unset, those of the variable `BASEHIT_REGISTRY_MIRRORS`.',
  },
  {
    name: 'insecure-registries',
    kind: 'list',
    on: 'both',
    singular: 'insecure-registry',
    description:
      'Registry hosts that speak plain HTTP; unset, those of the variable `BASEHIT_INSECURE_REGISTRIES` (loopback hosts always do).',
  },
  {
    name: 'token-hosts',
    kind: 'list',
    on: 'both',
    singular: 'token-host',
    description:
      'Token services on another host that may be given the login of a registry or mirror, each `SERVER=HOST`; the known ones need no entry.',
  },
  {
    name: 'app',
    kind: 'boolean',
    on: 'app',
    default: 'true',
    description: 'Whether to build the app after the base; `false` leaves that to a later step.',
  },
  {
    name: 'app-cache',
    kind: 'choice',
    choices: ['gha', 'registry', 'none'],
    on: 'app',
    description:
      "Where the app's own layers are cached when `cache-from` and `cache-to` are unset; `gha` in a workflow and `none` elsewhere.",
  },
  {
    name: 'context',
    kind: 'string',
    on: 'both',
    default: '.',
    description: 'Local directory the builds take files from.',
  },
  {
    name: 'file',
    kind: 'string',
    on: 'both',
    short: 'f',
    description: "Path of the app's Dockerfile; unset, `Dockerfile` in the context.",
  },
  { name: 'target', kind: 'string', on: 'app', description: 'Stage of `file` to build; unset, the last one.' },
  {
    name: 'build-args',
    kind: 'lines',
    on: 'both',
    singular: 'build-arg',
    description: 'Build args as `NAME=VALUE`; a `NAME` alone takes its value from the environment.',
  },
  {
    name: 'build-contexts',
    kind: 'lines',
    on: 'both',
    singular: 'build-context',
    description: 'Named contexts as `NAME=VALUE` (e.g., `assets=./assets`).',
  },
  {
    name: 'platforms',
    kind: 'list',
    on: 'both',
    singular: 'platform',
    description:
      'Platforms to build for (e.g., `linux/amd64,linux/arm64`); unset, `DOCKER_DEFAULT_PLATFORM` or the one of this machine.',
  },
  {
    name: 'tags',
    kind: 'list',
    on: 'app',
    singular: 'tag',
    short: 't',
    description: "The app's image names (e.g., `ghcr.io/owner/app:latest`).",
  },
  { name: 'labels', kind: 'lines', on: 'app', singular: 'label', description: "Labels of the app's image." },
  {
    name: 'annotations',
    kind: 'lines',
    on: 'app',
    singular: 'annotation',
    description: "Annotations of the app's image.",
  },
  {
    name: 'outputs',
    kind: 'lines',
    on: 'app',
    singular: 'output',
    short: 'o',
    quotes: 'kept',
    description: "Where the app's result goes (e.g., `type=local,dest=path`).",
  },
  {
    name: 'push',
    kind: 'boolean',
    on: 'app',
    default: 'false',
    description: "Push the app's image to its registry.",
  },
  {
    name: 'load',
    kind: 'boolean',
    on: 'app',
    default: 'false',
    description: "Load the app's image into Docker (`type=docker`).",
  },
  {
    name: 'pull',
    kind: 'boolean',
    on: 'both',
    default: 'false',
    description: 'Have the builder ask for every referenced image again.',
  },
  {
    name: 'no-cache',
    kind: 'boolean',
    on: 'app',
    default: 'false',
    description: 'Build the app without cache; `rebuild` is for the base.',
  },
  {
    name: 'no-cache-filters',
    kind: 'list',
    on: 'app',
    singular: 'no-cache-filter',
    description: 'Stages of the app to build without cache.',
  },
  {
    name: 'cache-from',
    kind: 'lines',
    on: 'app',
    singular: 'cache-from',
    description: "Sources of the app's cache, in place of `app-cache` (e.g., `type=local,src=path`).",
  },
  {
    name: 'cache-to',
    kind: 'lines',
    on: 'app',
    singular: 'cache-to',
    description: "Destinations of the app's cache, in place of `app-cache` (e.g., `type=local,dest=path`).",
  },
  {
    name: 'secrets',
    kind: 'lines',
    on: 'both',
    singular: 'secret',
    spaces: 'kept',
    description:
      'Secrets of the builds as `ID=VALUE`; the flag `--secret` takes `id=ID,src=FILE` or `id=ID,env=VARIABLE`.',
  },
  {
    name: 'secret-envs',
    kind: 'list',
    on: 'both',
    singular: 'secret-env',
    description: 'Secrets held by environment variables, as `ID=VARIABLE`.',
  },
  {
    name: 'secret-files',
    kind: 'lines',
    on: 'both',
    singular: 'secret-file',
    description: 'Secrets held by files, as `ID=PATH`.',
  },
  {
    name: 'ssh',
    kind: 'list',
    on: 'both',
    singular: 'ssh',
    description: 'SSH agent sockets or keys the builds may use (e.g., `default`).',
  },
  {
    name: 'network',
    kind: 'choice',
    choices: ['default', 'none', 'host'],
    on: 'both',
    description: 'Network of `RUN` instructions.',
  },
  {
    name: 'add-hosts',
    kind: 'list',
    on: 'both',
    singular: 'add-host',
    description: 'Host names and their addresses for `RUN` instructions, as `HOST:IP`.',
  },
  {
    name: 'ulimit',
    kind: 'lines',
    on: 'both',
    singular: 'ulimit',
    description: 'Limits of `RUN` instructions (e.g., `nofile=1024:1024`).',
  },
  {
    name: 'shm-size',
    kind: 'string',
    on: 'both',
    description: 'Size of `/dev/shm` in `RUN` instructions (e.g., `2g`).',
  },
  { name: 'cgroup-parent', kind: 'string', on: 'both', description: 'Parent cgroup of `RUN` instructions.' },
  {
    name: 'allow',
    kind: 'list',
    on: 'both',
    singular: 'allow',
    description: 'Entitlements of the builds (e.g., `network.host,security.insecure`).',
  },
  {
    name: 'provenance',
    kind: 'string',
    on: 'app',
    description: "Provenance of the app's image: `true`, `false` or attributes (e.g., `mode=max`).",
  },
  {
    name: 'sbom',
    kind: 'string',
    on: 'app',
    description: "SBOM of the app's image: `true`, `false` or attributes (e.g., `generator=IMAGE`).",
  },
  {
    name: 'attests',
    kind: 'lines',
    on: 'app',
    singular: 'attest',
    description: "Attestations of the app's image (e.g., `type=sbom,generator=IMAGE`).",
  },
  { name: 'builder', kind: 'string', on: 'both', description: 'The buildx builder; unset, the current one.' },
  {
    name: 'call',
    kind: 'string',
    on: 'app',
    description: 'What to do in place of building the app (e.g., `check`); nothing is then pushed or loaded.',
  },
  {
    name: 'github-token',
    kind: 'string',
    on: 'app',
    description:
      'Accepted for docker/build-push-action, which sends it for Git contexts only; a context here is local, so it is not used.',
  },
] as const satisfies readonly Input[]

/** The name of an input. */
export type InputName = (typeof inputs)[number]['name']

const byName: ReadonlyMap<string, Input> = new Map(inputs.map(input => [input.name, input]))

/** The input of a name. */
export function inputNamed(name: InputName): Input
export function inputNamed(name: string): Input | undefined
export function inputNamed(name: string): Input | undefined {
  return byName.get(name)
}

/** Whether an input takes several entries. */
export function takesEntries(input: Input): boolean {
  return input.kind === 'list' || input.kind === 'lines'
}

/** One output of the action. */
export interface Output {
  readonly name: string
  /** One sentence. */
  readonly description: string
}

/** Every output, in the order the README shows. */
export const outputs = [
  {
    name: 'dependency-digest',
    description: 'Digest of everything that decides the base; several platforms give one line each.',
  },
  {
    name: 'base-image',
    description: 'The base by its manifest digest (`REPOSITORY@sha256:…`); several platforms give one line each.',
  },
  { name: 'base-hit', description: '`true` if every base was there before this run, else `false`.' },
  {
    name: 'base-decision',
    description:
      '`reuse` if every base was there before this run, `inline` if one was built for this run alone, else `build`.',
  },
  { name: 'bases', description: 'Every base as JSON: name, platform, digest, decision and reference.' },
  {
    name: 'base-changes',
    description:
      'What changed since the base before, as JSON: for each base its name, platform, `changes`, and how many more there are as `omittedChanges`.',
  },
  {
    name: 'build-contexts',
    description: "The base as docker/build-push-action's input `build-contexts` takes it; for one platform only.",
  },
  { name: 'bake-file', description: 'Path of a bake file that gives its targets the bases, one for each platform.' },
  {
    name: 'observations',
    description: 'What was found out about upstreams, for the input of the same name in later jobs.',
  },
  { name: 'digest', description: "Manifest digest of the app's image." },
  { name: 'imageid', description: "ID of the app's image." },
  { name: 'metadata', description: "Metadata of the app's build, as JSON." },
] as const satisfies readonly Output[]

/** The name of an output. */
export type OutputName = (typeof outputs)[number]['name']

/** Every output of the sub-action that only plans; its inputs are the action's own. */
export const planOutputs = [
  {
    name: 'dependency-digest',
    description: 'Digest of everything that decides the base; several platforms give one line each.',
  },
  {
    name: 'base-image',
    description:
      'The base by its manifest digest (`REPOSITORY@sha256:…`), empty where none is found; several platforms give one line each.',
  },
  { name: 'base-hit', description: '`true` if every base is there, else `false`.' },
  {
    name: 'base-decision',
    description: '`reuse` if every base is there, `inline` if one is to be built by this run for itself, else `build`.',
  },
  {
    name: 'bases',
    description:
      'Every base as JSON: name, platform, digest, decision, reference and changes, with how many more of them there are as `omittedChanges`.',
  },
  {
    name: 'missing',
    description: 'The bases that are to be built, as JSON for a matrix: platform and digest; `[]` when there are none.',
  },
  {
    name: 'observations',
    description: 'What was found out about upstreams, for the input of the same name in later jobs.',
  },
  { name: 'expect-digest', description: 'The planned digests, for the input of the same name in later jobs.' },
] as const satisfies readonly Output[]

/** The name of an output of the sub-action that only plans. */
export type PlanOutputName = (typeof planOutputs)[number]['name']
