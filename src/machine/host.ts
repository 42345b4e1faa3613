import { BasehitError } from '../errors.ts'
import { type Platform, parsePlatform } from '../image/platform.ts'

const architectures: Readonly<Record<string, string>> = {
  x64: 'amd64',
  arm64: 'arm64',
  arm: 'arm/v7',
  ia32: '386',
  ppc64: 'ppc64le',
  s390x: 's390x',
  riscv64: 'riscv64',
  loong64: 'loong64',
}

/** The Linux platform that a builder on a machine of this architecture builds for unasked. Throws BH070 for an unknown one. */
export function hostPlatform(architecture: string): Platform {
  const known = architectures[architecture]
  if (known !== undefined) return parsePlatform(`linux/${known}`)
  throw new BasehitError('BH070', `this machine's architecture ${architecture} is not known here`, {
    remedy: 'give `platforms`, for example `linux/amd64`',
  })
}
