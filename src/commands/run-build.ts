import type { BuildResult } from '../buildx/builder.ts'
import { type UnreadCache, unreadCache, unreadDirectory } from '../buildx/cache-import.ts'
import type { ProgressEvent } from '../buildx/progress.ts'
import type { BuildRequest } from '../buildx/request.ts'
import type { BuildReason } from '../plan/decide.ts'
import type { Event } from '../report/events.ts'
import type { Options, Secret } from './options.ts'
import type { World } from './world.ts'

/** Runs one build and reports its steps and output. */
export async function runBuild(
  world: World,
  options: Options,
  request: BuildRequest,
  what: string,
  why: BuildReason | 'app' | 'verify',
): Promise<BuildResult> {
  const builder = await world.builder()
  world.report({ kind: 'build-started', what, why })
  const secrets = await Promise.all(options.build.secrets.map(secret => givenSecret(world, secret)))
  const ended = new Set<string>()
  const report = (event: ProgressEvent) => {
    if (!isRepeated(event, ended)) for (const said of progressEvents(event)) world.report(said)
  }
  const { linked } = request
  const whole = linked === undefined ? undefined : { ...linked, request: { ...linked.request, secrets } }
  return builder.build({ ...request, secrets, linked: whole }, report, world.signal)
}

/** A secret as buildx takes it; a value goes through a file that lives as long as the run. */
async function givenSecret(
  world: World,
  secret: Secret,
): Promise<{ id: string; file: string } | { id: string; env: string }> {
  if (secret.kind === 'file') return { id: secret.id, file: secret.path }
  if (secret.kind === 'env') return { id: secret.id, env: secret.variable }
  return { id: secret.id, file: await world.temporary.write('secret', secret.value) }
}

/** BuildKit starts and ends some steps several times; they are told once. */
function isRepeated(event: ProgressEvent, ended: Set<string>): boolean {
  if (event.kind !== 'step-finished' && event.kind !== 'step-cached') return false
  if (ended.has(event.digest)) return true
  ended.add(event.digest)
  return false
}

/** What a build's progress is to a command: output line by line, and nothing for what nobody needs to hear. */
export function progressEvents(event: ProgressEvent): readonly Event[] {
  switch (event.kind) {
    case 'step-started':
      return [{ kind: 'step', name: event.step, state: 'started' }]
    case 'step-finished':
      return [{ kind: 'step', name: event.step, state: 'done', durationMs: event.durationMs }]
    case 'step-cached':
      return [{ kind: 'step', name: event.step, state: 'cached' }]
    case 'step-failed': {
      const cache = unreadCache(event.step, event.error)
      if (cache !== undefined) return [unreadEvent(cache)]
      return [{ kind: 'step', name: event.step, state: 'failed', durationMs: event.durationMs }]
    }
    case 'text': {
      const cache = unreadDirectory(event.text)
      return cache === undefined ? logLines(event.text) : [unreadEvent(cache)]
    }
    case 'log':
      return logLines(event.text)
    case 'notice':
      return [{ kind: 'notice', message: event.text }]
    case 'warning':
    case 'transfer':
      return []
  }
}

function logLines(text: string): Event[] {
  return text.split(/\r\n|\r|\n/).map(line => ({ kind: 'log', line }))
}

/** The first build that writes a cache finds none; anything else is worth a look, though the build goes on. */
function unreadEvent({ source, isMissing, reason }: UnreadCache): Event {
  if (isMissing) return { kind: 'log', line: `no cache yet: ${source}` }
  return { kind: 'notice', message: `the cache ${source} was not read: ${reason}` }
}
