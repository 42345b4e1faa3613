/** What the value of a build context is: an image, an OCI layout, another bake target, something the builder fetches, a directory. */
export type ContextKind = 'image' | 'layout' | 'target' | 'remote' | 'directory'

/**
 * What buildx takes the value of a named context for; what is nothing else is a directory of this machine, whatever its
 * name looks like. buildx: build/opt.go loadInputs.
 */
export function contextKind(value: string): ContextKind {
  if (isRemote(value)) return 'remote'
  if (value.startsWith('docker-image://')) return 'image'
  if (value.startsWith('target:')) return 'target'
  return value.startsWith('oci-layout://') ? 'layout' : 'directory'
}

/**
 * Whether a context is fetched by the builder rather than read from this machine.
 * buildx: util/urlutil IsRemoteURL; BuildKit: frontend/dockerfile/dfgitutil ParseGitRef, util/sshutil/scpurl.go.
 */
export function isRemote(context: string): boolean {
  if (/^(?:https?:\/\/|github\.com\/)/.test(context)) return true
  const url = /^([a-zA-Z0-9]+):\/\/[^/?#]*([^?#]*)/.exec(context)
  if (url !== null) {
    const [, scheme = '', path = ''] = url
    return /^(?:ssh|git)$/i.test(scheme) || (/^https?$/i.test(scheme) && path.endsWith('.git'))
  }
  return /^[a-zA-Z0-9_-]+@[a-zA-Z0-9.-]+:/.test(context)
}

/**
 * Whether BuildKit can load a remote value as a named context: it knows fewer of them than buildx passes on.
 * BuildKit: frontend/dockerui/namedcontext.go load.
 */
export function isLoadable(remote: string): boolean {
  return /^(?:https?|git):|^git@[^:]*:/.test(remote)
}
