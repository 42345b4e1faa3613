const names: ReadonlySet<string> = new Set([
  ...['ABRT', 'ALRM', 'BUS', 'CHLD', 'CLD', 'CONT', 'FPE', 'HUP', 'ILL', 'INT', 'IO', 'IOT', 'KILL', 'PIPE', 'POLL'],
  ...['PROF', 'PWR', 'QUIT', 'SEGV', 'STKFLT', 'STOP', 'SYS', 'TERM', 'TRAP', 'TSTP', 'TTIN', 'TTOU', 'URG', 'USR1'],
  ...['USR2', 'VTALRM', 'WINCH', 'XCPU', 'XFSZ', 'RTMIN', 'RTMAX'],
  ...Array.from({ length: 15 }, (_, index) => `RTMIN+${index + 1}`),
  ...Array.from({ length: 14 }, (_, index) => `RTMAX-${index + 1}`),
])

/**
 * Tells whether BuildKit takes a text for a signal: a name of Linux in any case, with or without `SIG`, or any number of
 * 64 bits but 0. Source of the rule: github.com/moby/sys/signal, ParseSignal.
 */
export function isSignal(text: string): boolean {
  if (!/^[+-]?[0-9]+$/.test(text)) return names.has(text.toUpperCase().replace(/^SIG/, ''))
  const number = text.length < 100 ? BigInt(text.replace('+', '')) : 0n
  return number !== 0n && BigInt.asIntN(64, number) === number
}
