import { parseBool } from '../attributes.ts'

/** What `# check=` or BUILDKIT_DOCKERFILE_CHECK asks for, as far as it decides whether a build fails. */
export interface CheckOptions {
  /** Whether a warning of the linter fails the build. */
  readonly error: boolean
}

/**
 * Reads `skip=…;error=…;experimental=…`, or says why BuildKit refuses it. A third `;` is part of the third option.
 * BuildKit: frontend/dockerfile/linter/linter.go ParseLintOptions
 */
export function parseChecks(text: string): CheckOptions | { readonly fault: string } {
  if (text.trim() === '') return { error: false }
  const [first = '', second, ...others] = text.trim().split(';')
  const options = [first, ...(second === undefined ? [] : [second]), ...(others.length === 0 ? [] : [others.join(';')])]
  let error = false
  for (const option of options) {
    const cut = option.indexOf('=')
    const key = option.slice(0, cut).trim()
    if (cut < 0 || !/^(?:skip|experimental|error)$/.test(key)) {
      return { fault: `\`${option}\` is none of skip=, error= and experimental=` }
    }
    if (key !== 'error') continue
    const value = parseBool(option.slice(cut + 1).trim())
    if (value === undefined) return { fault: `\`${option}\` is not a boolean` }
    error = value
  }
  return { error }
}

/** The part of a `# check=` line that counts: its first word. BuildKit: parser/directives.go detectDirectiveFromParser */
export function checkDirective(value: string): string {
  return value.split(' ', 1)[0] ?? ''
}
