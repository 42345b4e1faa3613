/** Replaces what must not be shown. */
export type Redactor = (text: string) => string

/** A shorter text is met by chance, and hiding it would say where it is. */
const shortest = 4
/** A line of a longer secret is one only if it is unlikely to stand elsewhere. */
const shortestLine = 8
const mostLines = 1000

/**
 * Hides secrets in text: each value, each longer line of it, and each as `shown` prints it, become `***`.
 * A run that prints a secret encoded, cut or turned around is not met; nothing but not printing it helps there.
 */
export function createRedactor(secrets: readonly string[], shown: (text: string) => string): Redactor {
  const needles = new Set(secrets.flatMap(secret => forms(secret, shown)))
  if (needles.size === 0) return text => text
  // A longer one may hold a shorter one.
  const longestFirst = [...needles].sort((one, other) => other.length - one.length)
  const pattern = new RegExp(longestFirst.map(needle => needle.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')).join('|'), 'g')
  return text => text.replace(pattern, '***')
}

function forms(secret: string, shown: (text: string) => string): string[] {
  const lines = secret.split(/\r\n|\r|\n/).map(line => line.trim())
  const parts = lines.filter(line => line !== '').length > 1 ? lines.filter(line => line.length >= shortestLine) : lines
  return [secret.trim(), ...parts.slice(0, mostLines)]
    .flatMap(form => [form, shown(form).trim()])
    .filter(form => form.length >= shortest)
}
