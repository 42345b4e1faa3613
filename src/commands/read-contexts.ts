import { contextKind, isLoadable, isRemote } from '../buildx/context-value.ts'
import { BasehitError } from '../errors.ts'
import { isReference } from '../image/reference.ts'
import { hideLogin } from '../login.ts'
import { type RawInputs, readEntries, readPath, splitPair } from './read-inputs.ts'

/** The main context: a directory of this machine. Throws BH040. */
export function readContext(raw: RawInputs): string {
  const context = readPath(raw, 'context') ?? '.'
  const isElsewhere = context === '-' || isRemote(context) || /^[a-z][a-z0-9+.-]*:\/\//i.test(context)
  if (isElsewhere || isTemplate(context)) throw notDirectory(`the context \`${hideLogin(context)}\``)
  return context
}

/** The named contexts by name, as given. Throws BH040 and BH077. */
export function readContexts(raw: RawInputs): ReadonlyMap<string, string> {
  const contexts = new Map<string, string>()
  for (const entry of readEntries(raw, 'build-contexts')) {
    const [name, value] = splitPair(entry) ?? ['', '']
    if (name === '' || value === '') {
      throw new BasehitError('BH077', `\`${hideLogin(entry)}\` in build-contexts is not a name and its value`, {
        remedy: 'write NAME=VALUE, for example `assets=./assets`',
      })
    }
    refuseName(name)
    refuseValue(name, value)
    if ((contexts.get(name) ?? value) !== value) {
      throw new BasehitError('BH077', `the build context \`${name}\` is given twice`, {
        remedy: 'remove one of the two',
      })
    }
    contexts.set(name, value)
  }
  return contexts
}

/** buildx: util/buildflags/context.go ParseContextNames. */
function refuseName(name: string): void {
  if (isReference(name.split('::')[0] ?? '')) return
  throw new BasehitError(
    'BH077',
    `the build context \`${name}\` has a name that neither a stage nor an image can have`,
    {
      remedy: 'name it in lower case, as the Dockerfile does',
    },
  )
}

/** Refuses what buildx would take from elsewhere and BuildKit then cannot load. */
function refuseValue(name: string, value: string): void {
  if (isTemplate(value)) throw notDirectory(`the build context \`${name}\`, \`${hideLogin(value)}\`,`)
  const kind = contextKind(value)
  if (kind === 'target') {
    throw new BasehitError('BH077', `the build context \`${name}\` is \`${value}\`, a target of no bake file`, {
      remedy: 'give what the target makes, or `./` and the path of a directory',
    })
  }
  if (kind !== 'remote' || isLoadable(value)) return
  const fact = `the build context \`${name}\` is \`${hideLogin(value)}\`, which BuildKit cannot load as a named context`
  throw new BasehitError('BH077', fact, { remedy: 'write https://HOST/PATH.git, or `./` and the path of a directory' })
}

/** docker/build-push-action puts the address of the commit that a workflow runs on in place of `{{defaultContext}}`. */
function isTemplate(value: string): boolean {
  return value.includes('{{')
}

function notDirectory(what: string): BasehitError {
  return new BasehitError('BH040', `${what} is not a directory of this machine`, {
    remedy: 'check the repository out (actions/checkout) and give its directory, such as `context: .`',
  })
}
