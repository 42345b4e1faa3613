/** One entry of a registry's error document. OCI distribution spec, "Error Codes". */
export interface RegistryError {
  /** Upper case; `UNKNOWN` if the registry left it out. */
  readonly code: string
  /** Whether the registry gave the code itself. */
  readonly isCoded: boolean
  readonly message: string
}

/** Reads `{"errors":[{"code","message"}]}`, or answers undefined if the body is anything else. */
export function parseErrorBody(body: Uint8Array): readonly RegistryError[] | undefined {
  const document = parseJson(body)
  if (!isRecord(document) || !Array.isArray(document.errors) || document.errors.length === 0) return undefined
  const errors: RegistryError[] = []
  for (const entry of document.errors as unknown[]) {
    if (!isRecord(entry)) return undefined
    const { code, message } = entry
    if (typeof code !== 'string' && typeof message !== 'string') return undefined
    errors.push({
      code: typeof code === 'string' ? code.toUpperCase() : 'UNKNOWN',
      isCoded: typeof code === 'string',
      message: typeof message === 'string' ? message : '',
    })
  }
  return errors
}

/** Parses JSON bytes; undefined means not JSON. */
export function parseJson(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body))
  } catch {
    return undefined
  }
}

/** Whether a JSON value is an object with members. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
