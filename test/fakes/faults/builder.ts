import { bakeDefinition } from '../../../src/buildx/bake.ts'
import type { Builder } from '../../../src/buildx/builder.ts'
import { parseMetadata } from '../../../src/buildx/metadata.ts'
import { fakeBake } from './bake.ts'
import type { PusherOptions } from './pusher.ts'

/** A builder in this process that really pushes, but does not really build. `content` makes each build's layer. */
export function fakeBuilder(content: () => string, login?: PusherOptions['login']): Builder {
  return {
    locate: async () => ({ command: 'buildx', prefix: [], version: { text: 'v0.36.0', numbers: [0, 36, 0] } }),
    inspect: async () => ({ name: 'fake', driver: 'remote', status: 'running', platforms: [], mayExportCache: true }),
    build: async (request, _onEvent, signal) => {
      signal?.throwIfAborted()
      const metadata = parseMetadata(await fakeBake({ definition: bakeDefinition(request), content: content(), login }))
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
