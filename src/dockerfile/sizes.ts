const multipliers: Readonly<Record<string, number>> = {
  k: 1024,
  m: 1024 ** 2,
  g: 1024 ** 3,
  t: 1024 ** 4,
  p: 1024 ** 5,
}

/**
 * Reads a size such as `64m` or `1.5 GiB` as bytes, units in powers of 1024; undefined when it is none or too large for
 * an exact number. BuildKit: github.com/docker/go-units RAMInBytes; hexadecimal numbers are not read here.
 */
export function parseSize(text: string): number | undefined {
  const match = /^([+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?) ?([^0-9. ]*)$/.exec(text)
  if (match?.[1] === undefined) return undefined
  const suffix = (match[2] ?? '').toLowerCase()
  const unit =
    suffix === '' || suffix === 'b' ? 1 : /^[kmgtp](?:i?b)?$/.test(suffix) ? multipliers[suffix.charAt(0)] : undefined
  if (unit === undefined) return undefined
  const bytes = Math.trunc(Number(match[1]) * unit)
  return bytes >= 0 && Number.isSafeInteger(bytes) ? bytes + 0 : undefined
}
