import fc from 'fast-check'
import { definitionPairs, Frontend } from './definition.ts'

/**
 * Fields of the recipe; a digest that forgets one of them must be caught. Not listed is what repeats another field where
 * it counts: `op`, `kind`, `root`, `cwd` with the directory that WORKDIR makes, `filename` with its address, `created`.
 */
export const recipeFields: readonly string[] = [
  ...['image', 'platform', 'command', 'env', 'user', 'network', 'hostname', 'mounts', 'extraHosts', 'ulimits'],
  ...['shmSize', 'cgroupParent', 'target', 'readonly', 'id', 'required', 'size', 'from', 'files', 'path', 'sha256'],
  ...['exclude', 'parents', 'unpack', 'name', 'text', 'destination', 'owner', 'mode', 'link', 'checksum'],
  ...['input', 'operations', 'config', 'shell', 'entrypoint', 'cmd', 'labels', 'ports', 'volumes'],
  ...['stopSignal', 'onbuild', 'healthcheck', 'author', 'sourceDateEpoch'],
]

/** For each field of the recipe, how many pairs would be unsound without it; the oracle's power to find a fault. */
export async function measurePower(pairs: number, seed: number): Promise<Readonly<Record<string, number>>> {
  const frontend = new Frontend()
  const sample = fc.sample(definitionPairs, { seed, numRuns: pairs })
  const caught: Record<string, number> = Object.fromEntries(recipeFields.map(field => [field, 0]))
  for (const pair of sample) {
    const judged = await frontend.judge(pair)
    if (judged.outcome !== 'changed') continue
    for (const field of recipeFields) {
      const again = frontend.rejudge(judged, field)
      if (again === 'unsound') caught[field] = (caught[field] ?? 0) + 1
    }
  }
  await frontend.end()
  return caught
}
