import { mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { run } from '../process.ts'
import { writeLayout } from './layout.ts'
import { aptSettings, aptSources, CA_BUNDLE, caBundle, NATIVE, pipSettings } from './machine.ts'
import type { Recipe } from './recipe.ts'

const PACKAGES = 'ca-certificates,python3,python3-pip,python3-venv'

/**
 * Stands in for the official python image, so that a real Dockerfile builds where no public registry is reached.
 * The interpreter is Debian's own, whatever its version; the tag is the one that Dockerfiles name.
 */
export const python: Recipe = {
  name: 'python',
  source: import.meta.filename,
  references: ['library/python:3.10-slim'],
  facts: () => [JSON.stringify(aptSources()), aptSettings(), pipSettings(), caBundle().toString('base64')],
  build: async (work, layout) => {
    const root = join(work, 'root')
    const [release] = aptSources()
    if (release === undefined) throw new Error('apt names no release to install from')
    const components = `--components=${release.components.join(',')}`
    run('debootstrap', ['--variant=minbase', components, `--include=${PACKAGES}`, release.suite, root, release.uri])
    resembleOfficialImage(root)
    reachRegistries(root)
    removeTraces(root)
    const path = 'PATH=/usr/local/bin:/usr/local/sbin:/usr/sbin:/usr/bin:/sbin:/bin'
    await writeLayout(layout, [
      { architecture: NATIVE, root, config: { Env: [path, 'LANG=C.UTF-8'], Cmd: ['python3'] } },
    ])
  },
}

function resembleOfficialImage(root: string): void {
  for (const [link, target] of [
    ['python', 'python3'],
    ['python3', 'python3'],
    ['pip', 'pip3'],
    ['pip3', 'pip3'],
  ]) {
    symlinkSync(`/usr/bin/${target}`, join(root, 'usr/local/bin', link ?? ''))
  }
  const libraries = readdirSync(join(root, 'usr/lib')).filter(name => /^python3(\.\d+)?$/.test(name))
  // Debian marks its Python as its own, and pip would refuse to install beside it.
  for (const name of libraries) rmSync(join(root, 'usr/lib', name, 'EXTERNALLY-MANAGED'), { force: true })
  // Compiled files that do not record times stay valid, and equal, whenever the layer is packed.
  const compile = ['-m', 'compileall', '-q', '-f', '--invalidation-mode', 'unchecked-hash']
  run('chroot', [root, 'python3', ...compile, ...libraries.map(name => `/usr/lib/${name}`)])
}

function reachRegistries(root: string): void {
  writeFileSync(join(root, CA_BUNDLE), caBundle())
  writeFileSync(join(root, 'etc/pip.conf'), pipSettings())
  writeFileSync(join(root, 'etc/apt/apt.conf.d/90world'), aptSettings())
  const lines = aptSources().map(({ uri, suite, components }) => `deb ${uri} ${suite} ${components.join(' ')}\n`)
  writeFileSync(join(root, 'etc/apt/sources.list'), lines.join(''))
}

function removeTraces(root: string): void {
  for (const folder of ['var/cache', 'var/log', 'var/lib/apt/lists', 'tmp']) {
    for (const name of readdirSync(join(root, folder))) rmSync(join(root, folder, name), { recursive: true })
  }
  mkdirSync(join(root, 'var/cache/apt/archives/partial'), { recursive: true })
  mkdirSync(join(root, 'var/lib/apt/lists/partial'), { recursive: true })
  for (const file of ['etc/machine-id', 'etc/hostname', 'etc/resolv.conf']) rmSync(join(root, file), { force: true })
}
