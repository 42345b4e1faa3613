import type { BasehitError } from '../errors.ts'
import { undeclaredArgs } from '../lint/build-args.ts'
import { bulkFault } from '../lint/bulk.ts'
import { distinctFaults, type Finding } from '../lint/finding.ts'
import { twinNames } from '../lint/twin-names.ts'
import { wholeContext, wholeContextFault } from '../lint/whole-context.ts'
import { isMade } from '../plan/decide.ts'
import { warningOf } from '../report/text.ts'
import { loadIgnore } from './load.ts'
import type { Options } from './options.ts'
import type { Plan, PlannedBase } from './plan.ts'
import { requirementsFindings } from './requirements-files.ts'
import type { World } from './world.ts'

/**
 * Says what is doubtful about a plan. What concerns a base alone is looked for only when that base is to be built.
 * Throws BH140 for what its build would fail by.
 */
export async function reportFindings(
  options: Options,
  world: World,
  plan: Pick<Plan, 'file' | 'app' | 'bases' | 'images'>,
): Promise<void> {
  const findings: Finding[] = argFaults(options, plan).map(fault => ({ severity: 'warning', fault }))
  const made = plan.bases.filter(({ decision }) => isMade(decision))
  for (const base of made) findings.push(...(await baseFindings(options, world, plan, base)))
  const warnings = findings.filter(({ severity }) => severity === 'warning').map(({ fault }) => fault)
  for (const fault of distinctFaults(warnings)) world.report(warningOf(fault))
  const error = findings.find(({ severity }) => severity === 'error')
  if (error !== undefined) throw error.fault
}

/** Undeclared build args; where the app's Dockerfile is not there, they may be its. */
function argFaults({ build }: Options, { file, app, images }: Pick<Plan, 'file' | 'app' | 'images'>): BasehitError[] {
  if (build.buildArgs.size === 0 || app === undefined) return []
  const triggers = [...images.values()].flatMap(({ config }) => config.config?.OnBuild ?? [])
  return undeclaredArgs(build.buildArgs.keys(), [file.dockerfile, app.file.dockerfile], triggers)
}

async function baseFindings(
  options: Options,
  world: World,
  { file }: Pick<Plan, 'file'>,
  { lowered, taken, ...base }: PlannedBase,
): Promise<Finding[]> {
  const { cwd, context } = options.build
  const whole = wholeContext(taken)
  const isWhole = whole !== undefined && !(await loadIgnore(world, cwd, context, file)).matches(unnamed)
  const bulk = bulkFault(taken)
  const faults = [
    ...(isWhole ? [wholeContextFault(whole)] : []),
    ...twinNames(lowered),
    ...(bulk === undefined ? [] : [bulk]),
  ]
  return [
    ...faults.map(fault => ({ severity: 'warning', fault }) as const),
    ...(await requirementsFindings(cwd, world, { ...base, lowered, taken })),
  ]
}

/** A file that nobody has: an ignore file that hides it hides all but what it names. */
const unnamed = 'basehit-is-this-file-hidden'
