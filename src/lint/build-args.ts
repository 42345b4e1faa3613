import type { Dockerfile } from '../dockerfile/instructions.ts'
import { BasehitError } from '../errors.ts'
import { nearest } from '../nearest.ts'

/** Args that BuildKit or buildx read themselves. BuildKit: frontend/dockerfile/docs/reference.md, Predefined ARGs. */
const predefined =
  /^(?:(?:HTTPS?|FTP|NO|ALL)_PROXY|(?:https?|ftp|no|all)_proxy|BUILDKIT_\w+|SOURCE_DATE_EPOCH|(?:TARGET|BUILD)(?:PLATFORM|OS|OSVERSION|ARCH|VARIANT)|TARGETSTAGE)$/

/**
 * BH062 for each build arg that no ARG of these Dockerfiles declares, in any stage. `triggers` are the ONBUILD
 * instructions of upstream images, which may declare some.
 */
export function undeclaredArgs(
  given: Iterable<string>,
  dockerfiles: readonly Dockerfile[],
  triggers: readonly string[],
): BasehitError[] {
  const asked = [...given].filter(name => !predefined.test(name))
  if (asked.length === 0) return []
  const declared = new Set([...dockerfiles.flatMap(declaredArgs), ...triggers.flatMap(triggeredArgs)])
  const files = [...new Set(dockerfiles.map(({ path }) => path))].join(' or ')
  return asked
    .filter(name => !declared.has(name))
    .map(name => {
      const meant = nearest(name, declared)
      return new BasehitError('BH062', `the build arg \`${name}\` is declared by no ARG of ${files}`, {
        remedy: meant === undefined ? `declare it with \`ARG ${name}\`, or remove it` : `did you mean ${meant}?`,
      })
    })
}

function declaredArgs({ globalArgs, stages }: Dockerfile): string[] {
  const instructions = [...globalArgs, ...stages.flatMap(stage => stage.instructions)]
  return instructions.flatMap(instruction => {
    if (instruction.kind === 'arg') return instruction.args.map(({ name }) => name)
    return instruction.kind === 'onbuild' ? triggeredArgs(instruction.expression) : []
  })
}

function triggeredArgs(trigger: string): string[] {
  const words = /^\s*ARG\s+(.*)$/is.exec(trigger)?.[1]?.split(/\s+/) ?? []
  return words.map(word => word.replace(/=.*$/s, ''))
}
