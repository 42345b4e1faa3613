import { randomBytes } from 'node:crypto'

/** A secret as people have them, with a value that nothing else holds. */
export interface Shape {
  readonly name: string
  readonly value: string
}

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'

function text(length: number, alphabet = letters): string {
  return [...randomBytes(length)].map(byte => alphabet[byte % alphabet.length]).join('')
}

const hex = (length: number) => randomBytes(length / 2).toString('hex')
const base64 = (length: number) => randomBytes(length).toString('base64')

/** The 25 shapes. Prefixes that scanners know are put together here, so that no source file looks like a leak. */
export const shapes: readonly Shape[] = [
  { name: 'GitHub token', value: `${'gh'}${'p_'}${text(36)}` },
  { name: 'fine-grained GitHub token', value: `${'github'}${'_pat_'}${text(22)}_${text(59)}` },
  { name: 'npm token', value: `${'npm'}${'_'}${text(36)}` },
  { name: 'PyPI token', value: `${'py'}${'pi-'}${text(150)}` },
  { name: 'AWS key id', value: `${'AK'}${'IA'}${text(16, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567')}` },
  { name: 'AWS secret key', value: `${base64(30).slice(0, 38)}/+` },
  { name: 'JWT', value: `eyJ${text(33)}.eyJ${text(180)}.${text(43)}` },
  {
    name: 'PEM key',
    value: ['-----BEGIN TEST KEY-----', base64(48), base64(48), base64(20), '-----END TEST KEY-----', ''].join('\n'),
  },
  {
    name: 'PEM key with CRLF',
    value: ['-----BEGIN TEST KEY-----', base64(48), base64(30), '-----END TEST KEY-----'].join('\r\n'),
  },
  { name: 'JSON document', value: `{"type":"service_account","private_key":"${hex(40)}","client":"${text(12)}"}` },
  { name: 'JSON of several lines', value: `{\n  "private_key": "${hex(40)}",\n  "id": "${hex(24)}"\n}\n` },
  { name: 'YAML document', value: `users:\n- name: ${text(12)}\n  token: ${text(40)}\n` },
  { name: 'netrc', value: `machine example.org login ${text(10)} password ${text(20)}` },
  { name: 'URL with a password', value: `https://${text(8)}:${text(20)}@example.org/simple?x=1&y=2` },
  { name: 'percent-encoded', value: `${text(6)}%2F${text(6)}%0A${text(6)}%25` },
  { name: 'quotes and backslashes', value: `${text(6)}"${text(6)}'${text(6)}\\${text(6)}\\n${text(4)}` },
  { name: 'shell and template signs', value: `$${text(6)}\${${text(6)}}%{${text(6)}}\`${text(6)}\`$(${text(4)})` },
  { name: 'commas and equals signs', value: `${text(6)},${text(6)}=${text(6)},src=${text(6)}` },
  { name: 'spaces around and inside', value: `  ${text(8)} ${text(8)}  ` },
  { name: 'tabs', value: `${text(8)}\t${text(8)}\t${text(8)}` },
  { name: 'letters of all the world', value: `pässwörd-${text(8)}-密码-${text(8)}-🔑` },
  { name: 'composed and decomposed', value: `e\u0301\u00e9${text(10)}n\u0303` },
  { name: 'a runner command', value: `::set-output name=x::${text(16)}` },
  { name: 'a command of the old notation', value: `${text(8)}##[add-path]${text(8)}` },
  { name: 'eight kilobytes on one line', value: text(8192) },
]

/** Every text whose presence anywhere would give a secret away: itself, its lines, its usual encodings. */
export function traces(value: string): readonly string[] {
  const trimmed = value.trim()
  const lines = trimmed.split(/\r\n|\n/).map(line => line.trim())
  const telling = lines.filter(line => line.length >= 16 && !/^-----|^users:|^"id"/.test(line))
  // Of a long one, any part is too much.
  const parts = telling.flatMap(line => (line.length > 1024 ? [line.slice(0, 256), line.slice(4000, 4256)] : [line]))
  const encoded = [trimmed, value].flatMap(each => [
    Buffer.from(each).toString('base64'),
    Buffer.from(each).toString('base64url'),
    JSON.stringify(each).slice(1, -1),
    encodeURIComponent(each),
  ])
  return [...new Set([trimmed, ...parts, ...encoded])]
}

/** The shapes whose traces are in some bytes. */
export function leaks(bytes: Uint8Array | string, secrets: readonly Shape[] = shapes): string[] {
  const buffer = Buffer.from(bytes as Uint8Array)
  return secrets.filter(({ value }) => traces(value).some(trace => buffer.includes(trace))).map(({ name }) => name)
}
