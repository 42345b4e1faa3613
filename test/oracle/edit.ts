import { type Build, type Line, reachable, type StageModel } from './model.ts'
import type { Picker } from './picker.ts'

/** Where an instruction stands: stage and line. */
export type Place = readonly [stage: number, line: number]

/** The instructions the boundary is built from that a test accepts. */
export function find(build: Build, test: (line: Line) => boolean): Place[] {
  return reachable(build).flatMap(stage =>
    (build.stages[stage]?.lines ?? []).flatMap((line, index) => (test(line) ? [[stage, index] as const] : [])),
  )
}

export function editStage(build: Build, at: number, edit: (stage: StageModel) => StageModel): Build {
  return { ...build, stages: build.stages.map((stage, index) => (index === at ? edit(stage) : stage)) }
}

/** Replaces an instruction by what the edit gives: another one, several, or none. */
export function editLine(build: Build, [stage, at]: Place, edit: (line: Line) => Line | readonly Line[]): Build {
  return editStage(build, stage, each => ({
    ...each,
    lines: each.lines.flatMap((line, index) => (index === at ? edit(line) : [line])),
  }))
}

/** The number of the boundary's own stage. */
export function boundaryOf(build: Build): number {
  return build.stages.findIndex(stage => stage.name === build.target)
}

/** Puts an instruction somewhere into the boundary's own stage. */
export function insert(build: Build, picker: Picker, line: Line): Build {
  return editStage(build, boundaryOf(build), stage => {
    const at = picker.below(stage.lines.length + 1)
    return { ...stage, lines: [...stage.lines.slice(0, at), line, ...stage.lines.slice(at)] }
  })
}

/** Puts an instruction at the head of the boundary's own stage. */
export function prepend(build: Build, line: Line): Build {
  return editStage(build, boundaryOf(build), stage => ({ ...stage, lines: [line, ...stage.lines] }))
}
