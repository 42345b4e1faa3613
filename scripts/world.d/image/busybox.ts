import { chmodSync, copyFileSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { run } from '../process.ts'
import { type ImageSource, writeLayout } from './layout.ts'
import { aptSettings, aptSources, NATIVE } from './machine.ts'
import type { Recipe } from './recipe.ts'

const ARCHITECTURES = ['amd64', 'arm64']

/** Stands in for the official busybox: Debian's static build for two platforms. */
export const busybox: Recipe = {
  name: 'busybox',
  source: import.meta.filename,
  references: ['library/busybox:latest'],
  facts: () => [JSON.stringify(aptSources()), aptSettings()],
  build: async (work, layout) => {
    const binaries = new Map(ARCHITECTURES.map(arch => [arch, fetchBinary(join(work, `deb-${arch}`), arch)]))
    const applets = run(binaries.get(NATIVE) ?? '', ['--list'])
      .trim()
      .split('\n')
    const images = [...binaries].map(([arch, binary]) => plant(join(work, arch), arch, binary, applets))
    await writeLayout(layout, images)
  },
}

// apt works in folders of its own here, so that the machine's list of architectures stays as it is.
function fetchBinary(folder: string, arch: string): string {
  const lists = join(folder, 'lists')
  mkdirSync(join(lists, 'partial'), { recursive: true })
  const options = [`APT::Architecture=${arch}`, `APT::Architectures=${arch}`, `Dir::State::lists=${lists}`]
    .concat(
      'Dir::State::status=/dev/null',
      'Dir::Cache::pkgcache=',
      'Dir::Cache::srcpkgcache=',
      'APT::Sandbox::User=root',
    )
    .flatMap(option => ['-o', option])
  run('apt-get', ['update', '-q', ...options])
  run('sh', ['-c', 'cd "$0" && exec apt-get download -q "$@" busybox-static', folder, ...options])
  const deb = readdirSync(folder).find(name => name.endsWith('.deb'))
  if (deb === undefined) throw new Error(`apt-get downloaded no busybox-static for ${arch} into ${folder}`)
  run('dpkg-deb', ['--extract', join(folder, deb), join(folder, 'files')])
  return join(folder, 'files', 'bin', 'busybox')
}

function plant(root: string, architecture: string, binary: string, applets: readonly string[]): ImageSource {
  for (const name of ['bin', 'usr/bin', 'etc', 'home', 'root', 'var', 'dev', 'tmp']) {
    mkdirSync(join(root, name), { recursive: true })
  }
  chmodSync(join(root, 'tmp'), 0o1777)
  copyFileSync(binary, join(root, 'bin', 'busybox'))
  chmodSync(join(root, 'bin', 'busybox'), 0o755)
  for (const applet of applets) if (applet !== 'busybox') symlinkSync('busybox', join(root, 'bin', applet))
  symlinkSync('../../bin/env', join(root, 'usr', 'bin', 'env'))
  const users = ['root:x:0:0:root:/root:/bin/sh', 'nobody:x:65534:65534:nobody:/home:/bin/false']
  writeFileSync(join(root, 'etc', 'passwd'), `${users.join('\n')}\n`)
  writeFileSync(join(root, 'etc', 'group'), 'root:x:0:\nnobody:x:65534:\n')
  const path = 'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'
  return { architecture, root, config: { Env: [path], Cmd: ['sh'] } }
}
