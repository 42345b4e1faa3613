import { copyFileSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { writeLayout } from './layout.ts'
import { NATIVE } from './machine.ts'
import type { Recipe } from './recipe.ts'

const LABEL = 'moby.buildkit.frontend'

/** The Dockerfile frontend that `# syntax=docker/dockerfile:1` asks for: the real one, from the toolchain. */
export const frontend: Recipe = {
  name: 'dockerfile',
  source: import.meta.filename,
  references: ['docker/dockerfile:1', 'docker/dockerfile:latest'],
  // The toolchain's folder is named by the hash of its pins.
  facts: toolchain => [toolchain],
  build: async (work, layout, toolchain) => {
    mkdirSync(join(work, 'bin'), { recursive: true })
    copyFileSync(join(toolchain, 'dockerfile-frontend'), join(work, 'bin', 'dockerfile-frontend'))
    const config = {
      Entrypoint: ['/bin/dockerfile-frontend'],
      Labels: {
        [`${LABEL}.network.none`]: 'true',
        // Without the contexts capability BuildKit refuses named contexts.
        [`${LABEL}.caps`]: `${LABEL}.inputs,${LABEL}.subrequests,${LABEL}.contexts`,
      },
    }
    await writeLayout(layout, [{ architecture: NATIVE, root: work, config }])
  },
}
