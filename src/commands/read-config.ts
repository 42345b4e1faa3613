import type { BaseStore } from '../bases/port.ts'
import { BasehitError } from '../errors.ts'
import { type ImageConfig, parseImageConfig } from '../image/config.ts'
import type { ImageManifest } from '../image/manifest.ts'
import { expectFound } from './expect.ts'

const cap = 8 * 1024 * 1024

/** Reads the config of an image in a store. Throws BH097 when it is gone. */
export async function readConfig(store: BaseStore, document: ImageManifest): Promise<ImageConfig> {
  return parseImageConfig(await readConfigBytes(store, document))
}

/** The config as it is stored. Throws BH097 when it is gone. */
export async function readConfigBytes(store: BaseStore, document: ImageManifest): Promise<Uint8Array> {
  const { digest } = document.config
  const answer = expectFound(await store.blob(digest, cap), () => {
    return new BasehitError('BH097', `${store.name}: the config ${digest} of the base is missing`, {
      remedy: 'rebuild the base (rebuild: base)',
    })
  })
  return answer.bytes
}
