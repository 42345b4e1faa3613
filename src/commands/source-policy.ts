import { BasehitError } from '../errors.ts'
import type { World } from './world.ts'

/**
 * Refuses a policy file that buildx finds beside a Dockerfile and applies unasked (BH051): it may put another image in
 * the place of one that the digest holds. buildx: build/opt.go loadInputs, policy/funcs.go builtinPinImageImpl.
 */
export async function refusePolicyFile(
  world: World,
  dockerfile: { readonly path: string; readonly absolute: string },
  remedy = 'rename it, so that buildx does not find it',
): Promise<void> {
  const file = `${dockerfile.path}.rego`
  if ((await world.files.read(`${dockerfile.absolute}.rego`)) === undefined) return
  throw new BasehitError('BH051', `${file} is a source policy: buildx applies it to ${dockerfile.path} unasked`, {
    position: { file, line: 1, column: 1 },
    remedy,
  })
}

/** Refuses a policy that buildx applies to every build of its environment (BH051). buildx: build/build.go ReadSourcePolicy. */
export function refuseEnvironmentPolicy(env: Readonly<Record<string, string | undefined>>): void {
  const { EXPERIMENTAL_BUILDKIT_SOURCE_POLICY: file } = env
  if (!file) return
  throw new BasehitError('BH051', `EXPERIMENTAL_BUILDKIT_SOURCE_POLICY gives buildx the source policy ${file}`, {
    remedy: 'unset EXPERIMENTAL_BUILDKIT_SOURCE_POLICY for this run',
  })
}
