import { readFileSync } from 'node:fs'
import { run } from '../process.ts'

/** The file that names trusted certificate authorities, on Debian and in the images made from it. */
export const CA_BUNDLE = '/etc/ssl/certs/ca-certificates.crt'

/** A Debian archive that this machine uses. */
export interface AptSource {
  readonly uri: string
  readonly suite: string
  readonly components: readonly string[]
}

/** This machine's architecture as Debian and OCI both name it. */
export const NATIVE = process.arch === 'arm64' ? 'arm64' : 'amd64'

let known: readonly AptSource[] | undefined

/** The distribution's own archives, as this machine's apt knows them; the first is the release itself. */
export function aptSources(): readonly AptSource[] {
  known ??= askApt()
  return known
}

function askApt(): readonly AptSource[] {
  const wanted = ['--format', '$(ORIGIN)|$(REPO_URI)|$(RELEASE)|$(COMPONENT)', 'Created-By: Packages']
  let lines = run('apt-get', ['indextargets', ...wanted])
    .trim()
    .split('\n')
  if (!lines.some(isDistribution)) {
    run('apt-get', ['update', '-q'])
    lines = run('apt-get', ['indextargets', ...wanted])
      .trim()
      .split('\n')
  }
  const sources = new Map<string, AptSource>()
  for (const line of lines.filter(isDistribution)) {
    const [, uri = '', suite = '', component = ''] = line.split('|')
    const components = sources.get(`${uri} ${suite}`)?.components ?? []
    sources.set(`${uri} ${suite}`, { uri, suite, components: [...new Set([...components, component])] })
  }
  const found = [...sources.values()].sort((a, b) => a.suite.length - b.suite.length)
  if (found.length === 0) throw new Error('apt knows no archive of Debian: add one to /etc/apt and run apt-get update')
  return found
}

/** The settings without which apt could not reach its archives from here, in apt's own syntax. */
export function aptSettings(): string {
  const kept = /^Acquire::((http|https)::(Proxy|CAInfo)|Check-)/i
  return run('apt-config', ['dump'])
    .split('\n')
    .filter(line => kept.test(line))
    .map(line => `${line}\n`)
    .join('')
}

/** A pip.conf that reaches this machine's Python registry and trusts what this machine trusts. */
export function pipSettings(): string {
  const kept = /^(?:global|:env:)\.(index-url|extra-index-url|trusted-host)='(.*)'$/
  const settings = new Map([['cert', CA_BUNDLE]])
  for (const line of pipConfiguration()) {
    const match = kept.exec(line)
    if (match?.[1] !== undefined && match[2] !== undefined) settings.set(match[1], match[2])
  }
  return `[global]\n${[...settings].map(([name, value]) => `${name} = ${value}\n`).join('')}`
}

/** The certificate authorities that this machine trusts. */
export function caBundle(): Buffer {
  return readFileSync(process.env.SSL_CERT_FILE ?? CA_BUNDLE)
}

function isDistribution(line: string): boolean {
  return line.startsWith('Debian|') || line.startsWith('Ubuntu|')
}

function pipConfiguration(): readonly string[] {
  try {
    return run('python3', ['-m', 'pip', 'config', 'list']).split('\n')
  } catch {
    return []
  }
}
