import { printable } from '../buildx/printable.ts'
import { type BuildOutcome, build } from '../commands/build.ts'
import { isPinned } from '../commands/inline.ts'
import type { Options } from '../commands/options.ts'
import type { World } from '../commands/world.ts'
import { formatPlatform } from '../image/platform.ts'

/** Runs `basehit build`; answers its data and how it ended. */
export async function runBuild(options: Options, world: World): Promise<{ text: string; status: 0 | 1 }> {
  const outcome = await build(options, world)
  const call = outcome.app?.call
  return { text: printOutcome(outcome), status: call === undefined || call.status === 0 ? 0 : 1 }
}

function printOutcome({ plan: planned, bases, app }: BuildOutcome): string {
  const lines = bases.map(base => {
    const reference = isPinned(base) ? planned.store.reference(base.manifest) : 'inline'
    return `base ${base.name} ${formatPlatform(base.platform)} ${reference}\n`
  })
  const digests = app?.digest === undefined ? [] : [`app ${app.digest}\n`]
  return [...lines, ...digests, printable(app?.call?.output ?? '')].join('')
}
