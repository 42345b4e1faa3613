import { BasehitError, type ErrorCode } from '../errors.ts'
import {
  componentPattern,
  longestPath,
  noLogin,
  type Repository,
  registryPattern,
  shownName,
  splitRegistry,
} from './reference.ts'

/**
 * Reads the repository that bases are kept in, or stops with the first of BH001 to BH010 that fits.
 * Unlike an image reference it takes no tag and no digest, and no upper case even in the host.
 */
export function parseRepository(text: string): Repository {
  refuseForeignText(text)
  refuseCharacters(text)
  refuseSuffixes(text)
  if (text !== text.toLowerCase()) {
    throw refusal('BH002', `repository \`${text}\` is not lower case`, `use \`${text.toLowerCase()}\``)
  }
  const { registry, rest } = splitRegistry(text)
  refuseRegistry(text, registry)
  if (rest.length > longestPath)
    throw refusal('BH007', `repository has ${rest.length} characters, limit ${longestPath}`, 'shorten it')
  for (const part of rest.split('/')) {
    if (componentPattern.test(part)) continue
    throw refusal(
      'BH006',
      `path component \`${part}\` of \`${text}\` breaks the OCI name rule`,
      'use lower-case letters and digits, joined by single `.`, `_`, `__` or dashes',
    )
  }
  return { registry, repository: rest }
}

function refuseForeignText(text: string): void {
  if (text === '') throw refusal('BH001', 'the repository is empty', 'give one, for example `ghcr.io/OWNER/base`')
  const shown = shownName(text)
  if (text.startsWith('-'))
    throw refusal(
      'BH010',
      `repository \`${shown}\` starts with \`-\`: it looks like a flag`,
      'begin with a host or a name',
    )
  const scheme = /^[a-zA-Z][a-zA-Z0-9+.-]*:\/\//.exec(text)?.[0]
  if (scheme !== undefined) {
    throw refusal('BH004', `repository \`${shown}\` is written as a URL`, `remove \`${scheme}\``)
  }
  if (shown !== text) throw refusal('BH006', `repository \`${shown}\` has a login`, noLogin)
}

function refuseCharacters(text: string): void {
  const characters = Array.from(text)
  for (const [index, character] of characters.entries()) {
    if (/[A-Za-z0-9._\-/:@[\]]/.test(character)) continue
    const point = `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`
    if (character > '\u007f' && !characters.slice(0, index).includes('/')) {
      const meant = characters.map(each => lookalikes.get(each) ?? each).join('')
      const remedy = /^[\x21-\x7e]+$/.test(meant) ? `did you mean \`${meant.split('/')[0]}\`?` : undefined
      throw refusal('BH009', `the host of \`${text}\` contains the non-ASCII \`${character}\` (${point})`, remedy)
    }
    throw refusal('BH005', `illegal character ${point} at position ${index + 1} of the repository`, 'remove it')
  }
}

function refuseSuffixes(text: string): void {
  const given = text.includes('@') ? 'digest' : /:[^/\]]*$/.test(text) ? 'tag' : undefined
  if (given === undefined) return
  const bare = text.replace(given === 'digest' ? /@.*$/ : /:[^/]*$/, '')
  throw refusal('BH003', `repository \`${text}\` carries a ${given}`, `give \`${bare}\`; Basehit adds the tag`)
}

function refuseRegistry(text: string, registry: string): void {
  if (/[[\]]/.test(registry) && !/^\[[0-9a-f:]+\](?::|$)/.test(registry)) {
    throw refusal('BH009', `the host of \`${text}\` has unbalanced brackets`, 'write an IPv6 host as `[::1]:5000`')
  }
  const port = /^(?:\[[^\]]*\]|[^:]*):(.*)$/.exec(registry)?.[1]
  if (port !== undefined && !(/^\d{1,5}$/.test(port) && Number(port) >= 1 && Number(port) <= 65535)) {
    throw refusal('BH008', `port ${port === '' ? '(empty)' : port} of \`${text}\` is out of range`, 'use 1 to 65535')
  }
  if (!registryPattern.test(registry))
    throw refusal('BH006', `\`${registry}\` is not a registry host`, 'write a host such as `ghcr.io`')
}

function refusal(code: ErrorCode, message: string, remedy?: string): BasehitError {
  return new BasehitError(code, message, { remedy })
}

/** Letters of other scripts that print like ASCII ones, as seen in look-alike host names. */
const lookalikes: ReadonlyMap<string, string> = new Map(
  Object.entries({
    а: 'a',
    в: 'b',
    с: 'c',
    ԁ: 'd',
    е: 'e',
    һ: 'h',
    і: 'i',
    ј: 'j',
    к: 'k',
    ӏ: 'l',
    м: 'm',
    о: 'o',
    р: 'p',
    ԛ: 'q',
    г: 'r',
    ѕ: 's',
    т: 't',
    ѵ: 'v',
    ԝ: 'w',
    х: 'x',
    у: 'y',
    α: 'a',
    ε: 'e',
    ι: 'i',
    κ: 'k',
    ν: 'v',
    ο: 'o',
    ρ: 'p',
    τ: 't',
    υ: 'u',
    χ: 'x',
    ı: 'i',
    ɡ: 'g',
    '。': '.',
    '／': '/',
    '‐': '-',
    '–': '-',
  }),
)
