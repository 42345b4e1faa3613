import { pathToFileURL } from 'node:url'
import { BasehitError, type ErrorCode } from '../../errors.ts'
import { type Fault, type FaultKind, faultOf } from '../registry/fault.ts'

/** What is wrong with a layout, thrown inside this folder and answered as a fault. */
export class LayoutFault extends Error {
  readonly kind: FaultKind
  readonly code: ErrorCode
  readonly path: string
  readonly remedy: string

  constructor(kind: FaultKind, code: ErrorCode, path: string, message: string, remedy: string) {
    super(message)
    this.kind = kind
    this.code = code
    this.path = path
    this.remedy = remedy
  }
}

/** Bytes that are not what their name says, or a document that cannot be read. */
export function brokenFile(path: string, fact: string): LayoutFault {
  const remedy = `Delete ${path}; what is missing then is built again.`
  return new LayoutFault('broken', 'BH097', path, fact, remedy)
}

/** What a request is about: the layout as the user names it, and `READ` or `WRITE`. */
export interface Access {
  readonly name: string
  readonly root: string
  readonly method: 'READ' | 'WRITE'
}

/** Runs one request to a layout; what the file system or the files say against it is a fault. */
export async function answering<T>(access: Access, request: () => Promise<T>): Promise<T | Fault> {
  try {
    return await request()
  } catch (error) {
    const fault = readFault(error, access)
    if (fault === undefined) throw error
    return fault
  }
}

function readFault(error: unknown, access: Access): Fault | undefined {
  const asked = (path: string) => ({ host: access.name, method: access.method, url: pathToFileURL(path) })
  if (error instanceof LayoutFault) {
    const { kind, code, path, message, remedy } = error
    return faultOf(asked(path), kind, code, { detail: message, remedy })
  }
  if (error instanceof BasehitError) {
    const { code, message, remedy } = error
    return faultOf(asked(access.root), 'broken', code, { detail: message, remedy })
  }
  const { code, path } = (error instanceof Error ? error : {}) as NodeJS.ErrnoException
  if (code === undefined || !/^E[A-Z0-9]+$/.test(code)) return undefined
  const [kind, faultCode, fact, remedy] = judge(code, access.method)
  return faultOf(asked(path ?? access.root), kind, faultCode, { detail: fact, codes: [code], remedy })
}

function judge(code: string, method: Access['method']): [FaultKind, ErrorCode, string, string] {
  const verb = method === 'READ' ? 'read' : 'written'
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') {
    const remedy =
      method === 'READ'
        ? 'Make the directory readable for this user.'
        : 'Make the directory writable for this user, or keep bases in another one with `base-repository: oci-layout://DIRECTORY`.'
    return ['denied', 'BH042', `cannot be ${verb}`, remedy]
  }
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return [
      'unreachable',
      'BH103',
      'no space left to keep the base',
      'Free space on that disk, or keep bases elsewhere.',
    ]
  }
  return ['unreachable', 'BH042', `cannot be ${verb}`, 'Look at the file the message names, then run again.']
}
