import { checkDirective, parseChecks } from '../dockerfile/checks.ts'
import { BasehitError } from '../errors.ts'
import type { Replacement } from '../plan/boundary.ts'
import type { LoadedDockerfile } from './load.ts'
import type { Options } from './options.ts'

const variable = 'BUILDKIT_DOCKERFILE_CHECK'

/** Whether lint that fails a build would see another file than the user's: one with its stage replaced. */
export function lintMayFail(options: Options, file: LoadedDockerfile, { stage }: Pick<Replacement, 'stage'>): boolean {
  const checks = parseChecks(asked(options, file).text)
  return stage !== undefined && 'error' in checks && checks.error
}

/** Throws BH035 for checks that BuildKit does not read, which would fail the app's build when the base is built already. */
export function refuseChecks(options: Options, file: LoadedDockerfile): void {
  const { text, place } = asked(options, file)
  const checks = parseChecks(text)
  if ('error' in checks) return
  throw new BasehitError('BH035', `${place} is invalid: ${checks.fault}`, {
    position: place === variable ? undefined : { file: file.path, line: 1, column: 1 },
    remedy: 'write skip=RULE,…;error=true without blanks',
  })
}

/** The build arg stands before the file's own line, even when it is empty. BuildKit: dockerfile2llb/convert.go newRuleLinter */
function asked(options: Options, { dockerfile }: LoadedDockerfile): { text: string; place: string } {
  const given = options.build.buildArgs.get(variable)
  if (given !== undefined) return { text: given, place: variable }
  return { text: checkDirective(dockerfile.directives.check ?? ''), place: '# check=' }
}
