import { runsOwnBuilder } from '../builder.ts'
import { run } from '../process.ts'
import { registryHost, tool, type WorldState } from '../state.ts'
import { busybox } from './busybox.ts'
import { frontend } from './frontend.ts'
import { python } from './python.ts'
import { artefactOf, type Recipe } from './recipe.ts'

const RECIPES: readonly Recipe[] = [busybox, frontend, python]

/** Pushes the upstream images that a world's registry does not hold yet. */
export async function seedRegistry(state: WorldState, cache: string): Promise<void> {
  for (const recipe of RECIPES) {
    if (runsOwnBuilder()) await pushArtefact(recipe, state, cache)
    else copyOriginal(recipe, state)
  }
}

/** Whether some version of every upstream image has been pushed. */
export function holdsEveryImage(state: WorldState): boolean {
  return RECIPES.every(recipe => recipe.references.every(reference => state.seeded[reference] !== undefined))
}

async function pushArtefact(recipe: Recipe, state: WorldState, cache: string): Promise<void> {
  const { key, layout } = await artefactOf(recipe, state.toolchain, cache)
  for (const reference of recipe.references) {
    if (state.seeded[reference] === key) continue
    run(tool(state, 'crane'), ['push', '--index', layout, `${registryHost(state)}/${reference}`])
    state.seeded[reference] = key
  }
}

// Where Docker is at home its hub can be reached, and the original beats any stand-in. Untried on our machines.
function copyOriginal(recipe: Recipe, state: WorldState): void {
  for (const reference of recipe.references) {
    if (state.seeded[reference] !== undefined) continue
    run(tool(state, 'crane'), ['copy', `docker.io/${reference}`, `${registryHost(state)}/${reference}`])
    state.seeded[reference] = 'original'
  }
}
