/** Nanoseconds per unit of Go's time.ParseDuration. */
const units = new Map<string, bigint>([
  ['ns', 1n],
  ['us', 1_000n],
  ['\u00b5s', 1_000n],
  ['\u03bcs', 1_000n],
  ['ms', 1_000_000n],
  ['s', 1_000_000_000n],
  ['m', 60_000_000_000n],
  ['h', 3_600_000_000_000n],
])

const limit = 1n << 63n
const element = /^([0-9]*)(?:(\.)([0-9]*))?([^.0-9]+)/

/** Reads a duration such as `1m30s` as nanoseconds; undefined when Go's time.ParseDuration would refuse it. */
export function parseDuration(text: string): bigint | undefined {
  const isNegative = text.startsWith('-')
  let rest = isNegative || text.startsWith('+') ? text.slice(1) : text
  if (rest === '0') return 0n
  if (rest === '') return undefined
  let total = 0n
  while (rest !== '') {
    const match = element.exec(rest)
    const unit = units.get(match?.[4] ?? '')
    if (match === null || unit === undefined) return undefined
    const [written, whole = '', , fraction = ''] = match
    if (whole === '' && fraction === '') return undefined
    const part = BigInt(whole || '0') * unit + scaleFraction(fraction, unit)
    total += part
    if (part > limit || total > limit) return undefined
    rest = rest.slice(written.length)
  }
  if (isNegative) return -total
  return total < limit ? total : undefined
}

/** Go multiplies the fraction in floating point and stops at digits that no longer fit 63 bits. */
function scaleFraction(fraction: string, unit: bigint): bigint {
  let digits = 0n
  let scale = 1
  for (const digit of fraction) {
    if (digits > (limit - 1n) / 10n) break
    const next = digits * 10n + BigInt(digit)
    if (next > limit) break
    digits = next
    scale *= 10
  }
  return BigInt(Math.trunc(Number(digits) * (Number(unit) / scale)))
}
