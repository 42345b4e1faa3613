import type { BuildResult } from '../buildx/builder.ts'
import type { ProgressEvent } from '../buildx/progress.ts'
import type { BuildRequest } from '../buildx/request.ts'
import type { BuildReason } from '../plan/decide.ts'
import type { Options, Secret } from './options.ts'
import type { World } from './world.ts'

/** Runs one build and reports its steps and output. */
export async function runBuild(
  world: World,
  options: Options,
  request: BuildRequest,
  what: string,
  why: BuildReason | 'app',
): Promise<BuildResult> {
  const builder = await world.builder()
  world.report({ kind: 'build-started', what, why })
  const secrets = await Promise.all(options.build.secrets.map(secret => givenSecret(world, secret)))
  return builder.build({ ...request, secrets }, event => reportProgress(world, event), world.signal)
}

/** A secret as buildx takes it; a value goes through a file that lives as long as the run. */
async function givenSecret(world: World, secret: Secret): Promise<{ id: string; file: string } | { id: string; env: string }> {
  if (secret.kind === 'file') return { id: secret.id, file: secret.path }
  if (secret.kind === 'env') return { id: secret.id, env: secret.variable }
  return { id: secret.id, file: await world.temporary.write('secret', secret.value) }
}

function reportProgress(world: World, event: ProgressEvent): void {
  switch (event.kind) {
    case 'step-started':
      return world.report({ kind: 'step', name: event.step, state: 'started' })
    case 'step-finished':
      return world.report({ kind: 'step', name: event.step, state: 'done', durationMs: event.durationMs })
    case 'step-cached':
      return world.report({ kind: 'step', name: event.step, state: 'cached' })
    case 'step-failed':
      return world.report({ kind: 'step', name: event.step, state: 'failed', durationMs: event.durationMs })
    case 'log':
    case 'text':
      return world.report({ kind: 'log', line: event.text })
    case 'notice':
      return world.report({ kind: 'notice', message: event.text })
    case 'warning':
    case 'transfer':
      return
  }
}
