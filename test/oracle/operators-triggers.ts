import { boundaryOf, editStage } from './edit.ts'
import { line } from './model.ts'
import { operator } from './operator.ts'
import type { Operator } from './operators.ts'
import { ownImage } from './operators-build.ts'
import { triggerImages } from './pool-onbuild.ts'

/** The upstream whose trigger mounts the stage `tools`. */
const mountingTrigger = [...triggerImages].find(([, [first]]) => first?.name === 'RUN --mount of a stage')?.[0] ?? ''

/** Changes of what only the triggers of an upstream reach. */
export const triggerOperators: readonly Operator[] = [
  operator(
    'image behind a named context',
    'same',
    (build, picker) => {
      // Where a trigger alone names the stage, BuildKit passes over the contexts of what it copies from.
      const copy = line('COPY', '/etc /of-tools', ['--from=tools'])
      const [image, lines] = picker.one([['busybox', [copy]] as const, [mountingTrigger, []] as const])
      const own = editStage(ownImage(build), boundaryOf(build), ({ platform: _, ...stage }) => ({
        ...stage,
        image,
        lines: [...lines, ...stage.lines],
      }))
      const before = editStage(
        { ...own, contexts: { ...own.contexts, tool: 'docker-image://tool:2' } },
        own.stages.findIndex(stage => stage.name === 'tools'),
        stage => ({ ...stage, lines: [...stage.lines, line('COPY', '/etc/image /etc/of-tool', ['--from=tool'])] }),
      )
      return [before, { ...before, moved: { 'tool:latest': { content: 'moved' } } }]
    },
    { real: false },
  ),
]
