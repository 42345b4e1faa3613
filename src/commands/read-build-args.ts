import { BasehitError } from '../errors.ts'
import { splitPair } from './read-inputs.ts'

/** What else decides the build args of a buildx run. */
export interface BuildArgSurroundings {
  readonly env: Readonly<Record<string, string | undefined>>
  /** Proxies of Docker's configuration by build arg, such as `HTTP_PROXY`. */
  readonly proxies: ReadonlyMap<string, string>
}

/** Bytes of one build arg; a longer one does not fit into a request to BuildKit beside others. */
const largest = 4 * 1024 * 1024

/**
 * The build args a build would really get: the given ones, those named only and taken from the environment, then
 * SOURCE_DATE_EPOCH of the environment and Docker's proxies unless they are given. In code-unit order of their names.
 * Throws BH060 for a name without value anywhere, BH061 for a bad or ambiguous name, BH064 for a value no build takes.
 * buildx: commands/bake.go (SOURCE_DATE_EPOCH), build/opt.go (proxies, whose names match in any case).
 */
export function readBuildArgs(
  entries: readonly string[],
  { env, proxies }: BuildArgSurroundings,
): ReadonlyMap<string, string> {
  const args = new Map<string, string>()
  for (const entry of entries) addArg(args, entry, env)
  const epoch = env.SOURCE_DATE_EPOCH
  if (epoch && !args.has('SOURCE_DATE_EPOCH')) args.set('SOURCE_DATE_EPOCH', epoch)
  const given = new Set([...args.keys()].map(name => name.toUpperCase()))
  for (const [name, value] of proxies) {
    if (!given.has(name.toUpperCase())) args.set(name, value)
  }
  return new Map([...args].sort(([one], [other]) => (one < other ? -1 : 1)))
}

function addArg(args: Map<string, string>, entry: string, env: BuildArgSurroundings['env']): void {
  const [name, given] = splitPair(entry) ?? [entry, undefined]
  if (!/^[A-Za-z_][A-Za-z0-9_.@:-]*$/.test(name)) {
    // The beginning of a URL may be all of its login.
    const shown = name.replace(/:\/\/.*/s, '://***').slice(0, 40)
    throw new BasehitError('BH061', `${JSON.stringify(shown)} is not the name of a build arg`, {
      remedy: 'write one NAME=VALUE a line; a value of several lines goes into double quotes, name included',
    })
  }
  const value = given ?? env[name]
  if (value === undefined) {
    throw new BasehitError('BH060', `the build arg \`${name}\` has no value here, and none in the environment`, {
      remedy: `write \`${name}=VALUE\`, or set the environment variable ${name}`,
    })
  }
  if (value.includes('\0') || !value.isWellFormed() || Buffer.byteLength(value) > largest) {
    throw new BasehitError('BH064', `the build arg \`${name}\` is not text of at most 4 MiB`, {
      remedy: 'put the content into a file and COPY it',
    })
  }
  const before = args.get(name)
  if (before !== undefined && before !== value) {
    throw new BasehitError('BH061', `the build arg \`${name}\` is given twice with two values`, {
      remedy: 'remove one of the two',
    })
  }
  args.set(name, value)
}
