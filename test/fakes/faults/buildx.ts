import { randomUUID } from 'node:crypto'
import { chmodSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fakeBake, isApp, type Target } from './bake.ts'

/**
 * Puts a buildx into a directory that may be a whole PATH: it says its version, describes its builder and bakes images
 * without building them, each with another layer. Before and after a bake it asks `hook`, if one is given, at
 * `/hook/build`, `/hook/verify` or `/hook/app`, and with `-done` appended.
 */
export function installBuildx(directory: string, hook?: string): void {
  const buildx = join(directory, 'buildx')
  const bake = [process.execPath, import.meta.filename, hook ?? '-'].map(part => `'${part}'`).join(' ')
  writeProgram(buildx, [
    'case "$1" in',
    'version) echo "github.com/docker/buildx v0.36.1 0" ;;',
    'inspect) printf "Name: fake\\nDriver: remote\\nStatus: running\\n" ;;',
    `bake) exec ${bake} "$@" ;;`,
    'esac',
  ])
  writeProgram(join(directory, 'docker'), ['shift', `exec '${buildx}' "$@"`])
}

function writeProgram(path: string, lines: readonly string[]): void {
  writeFileSync(path, `#!/bin/sh\n${lines.join('\n')}\n`)
  chmodSync(path, 0o755)
}

async function main([hook = '-', ...args]: readonly string[]): Promise<void> {
  const valueAfter = (flag: string) => args[args.indexOf(flag) + 1] ?? ''
  const definition = readFileSync(valueAfter('--file'), 'utf8')
  const { target } = JSON.parse(definition) as { target: { default?: Target } }
  const what = definition.includes('type=cacheonly') ? 'verify' : isApp(target.default ?? {}) ? 'app' : 'build'
  const ask = async (path: string) => {
    if (hook !== '-') await fetch(`${hook}/hook/${path}`)
  }
  await ask(what)
  writeFileSync(valueAfter('--metadata-file'), await fakeBake({ definition, content: randomUUID() }))
  await ask(`${what}-done`)
}

if (import.meta.main) {
  // What would end a real build ends this one: an image is pushed whole or not named.
  process.on('SIGINT', () => process.exit(130))
  await main(process.argv.slice(2))
}
