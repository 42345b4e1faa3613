/** How much of a body to read, and what to do with a longer one. */
export interface BodyLimit {
  /** In bytes, counted after decompression. */
  readonly most: number
  readonly beyond: 'refuse' | 'cut'
}

/**
 * Reads a response body piece by piece, so that a compressed bomb costs no more memory than the limit.
 * `progress` is called before each piece.
 */
export async function readBody(
  response: Response,
  limit: BodyLimit,
  progress: () => void,
): Promise<Uint8Array | 'too-large'> {
  const length = Number(response.headers.get('content-length') ?? 0)
  if (limit.beyond === 'refuse' && length > limit.most && response.body !== null) {
    await response.body.cancel()
    return 'too-large'
  }
  if (response.body === null) return new Uint8Array()
  const reader = response.body.getReader()
  const pieces: Uint8Array[] = []
  let size = 0
  while (size <= limit.most) {
    if (limit.beyond === 'cut' && size === limit.most) break
    progress()
    const piece = await reader.read()
    if (piece.done) return joinBytes(pieces, size)
    pieces.push(piece.value)
    size += piece.value.byteLength
  }
  await reader.cancel()
  return limit.beyond === 'refuse' ? 'too-large' : joinBytes(pieces, size).subarray(0, limit.most)
}

function joinBytes(pieces: readonly Uint8Array[], size: number): Uint8Array {
  const all = new Uint8Array(size)
  let at = 0
  for (const piece of pieces) {
    all.set(piece, at)
    at += piece.byteLength
  }
  return all
}
