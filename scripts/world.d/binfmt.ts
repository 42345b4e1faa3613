import { existsSync, readFileSync } from 'node:fs'
import { run } from './process.ts'

const folder = '/proc/sys/fs/binfmt_misc'

/** Lets the kernel run arm64 programs (or amd64 ones, on arm64) by qemu; buildkitd looks for it when it starts. */
export function enableForeignPrograms(): void {
  const foreign = process.arch === 'arm64' ? 'x86_64' : 'aarch64'
  if (!existsSync(`${folder}/register`)) run('mount', ['-t', 'binfmt_misc', 'none', folder])
  const entry = `${folder}/qemu-${foreign}`
  if (existsSync(entry) && readFileSync(entry, 'utf8').startsWith('enabled')) return
  run('update-binfmts', ['--enable', `qemu-${foreign}`])
}
