/** Takes away pieces of bytes, halves first, as long as they still do it; stops after some time. */
export function shrink(
  bytes: Uint8Array,
  stillDoes: (smaller: Uint8Array) => boolean,
  milliseconds = 5000,
): Uint8Array {
  const end = performance.now() + milliseconds
  let best = bytes
  for (let size = Math.ceil(best.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let at = 0; at < best.length; ) {
      if (performance.now() > end) return best
      const smaller = without(best, at, size)
      if (stillDoes(smaller)) best = smaller
      else at += size
    }
  }
  return best
}

function without(bytes: Uint8Array, at: number, size: number): Uint8Array {
  const smaller = new Uint8Array(bytes.length - Math.min(size, bytes.length - at))
  smaller.set(bytes.subarray(0, at))
  smaller.set(bytes.subarray(at + size), at)
  return smaller
}
