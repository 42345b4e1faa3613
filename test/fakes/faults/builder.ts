import { bakeDefinition } from '../../../src/buildx/bake.ts'
import type { Builder } from '../../../src/buildx/builder.ts'
import { parseMetadata } from '../../../src/buildx/metadata.ts'
import type { BuildRequest } from '../../../src/buildx/request.ts'
import { fakeBake } from './bake.ts'
import type { PusherOptions } from './pusher.ts'

/** How a builder differs from one that does what it is asked. */
export interface BuilderHabits {
  readonly driver?: string
  readonly nodes?: number
  /** What it builds in place of what it is asked for. */
  readonly heeds?: (request: BuildRequest) => BuildRequest
  /** What it writes in place of its metadata, given as parsed JSON. */
  readonly writes?: (metadata: { default: Record<string, unknown> }) => unknown
}

/** A builder in this process that really pushes, but does not really build. `content` makes each build's layer. */
export function fakeBuilder(
  content: () => string,
  login?: PusherOptions['login'],
  habits: BuilderHabits = {},
): Builder {
  const { driver = 'remote', nodes = 1, heeds = request => request, writes = metadata => metadata } = habits
  return {
    locate: async () => ({ command: 'buildx', prefix: [], version: { text: 'v0.36.0', numbers: [0, 36, 0] } }),
    inspect: async () => ({
      name: 'fake',
      driver,
      status: 'running',
      platforms: [],
      nodes,
      mayExportCache: true,
    }),
    build: async (request, _onEvent, signal) => {
      signal?.throwIfAborted()
      const definition = bakeDefinition(heeds(request))
      const written = JSON.parse(await fakeBake({ definition, content: content(), login }))
      const metadata = parseMetadata(JSON.stringify(writes(written)))
      const { digest } = metadata
      return {
        metadata,
        vertices: [],
        durationMs: 1000,
        status: 0,
        output: '',
        ...(digest === undefined ? {} : { digest }),
      }
    },
  }
}
