import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type FaultKind, faults } from '../fakes/faults/faults.ts'
import { startWitness, type Witness } from '../fakes/faults/witness.ts'
import type { FakeRegistry } from '../fakes/registry/server.ts'
import { login, openRegistry } from './scene.ts'

/** A program that workflows ask whether an image is there, by its exit status. */
export interface Peer {
  readonly name: string
  readonly command: string
  args(reference: string): readonly string[]
}

/** What a peer made of a fault at the probe of an image that is there. */
export interface PeerAnswer {
  readonly fault: string
  readonly says: 'there' | 'missing' | 'nothing within 20 s'
  readonly leaked: boolean
}

/** The peers that are on this machine. */
export async function findPeers(toolchain: string | undefined): Promise<Peer[]> {
  const peers: Peer[] = [
    {
      name: 'docker manifest inspect',
      command: 'docker',
      args: reference => ['manifest', 'inspect', '--insecure', reference],
    },
    {
      name: 'crane digest',
      command: toolchain === undefined ? 'crane' : join(toolchain, 'crane'),
      args: reference => ['digest', '--insecure', reference],
    },
  ]
  const found = await Promise.all(peers.map(async peer => (await run(peer.command, ['--help'], {})) === 'started'))
  return peers.filter((_, index) => found[index])
}

/** Asks one peer under every fault that can befall a probe; undefined if it does not find the image without any. */
export async function askPeer(peer: Peer, lanes: number): Promise<PeerAnswer[] | undefined> {
  const witness = await startWitness()
  if ((await ask(peer, undefined, witness)).says !== 'there') {
    await witness.close()
    return undefined
  }
  const open = faults.filter(fault => fault.kinds === undefined || fault.kinds.includes('manifest'))
  const answers: PeerAnswer[] = []
  let next = 0
  const lane = async () => {
    for (let fault = open[next++]; fault !== undefined; fault = open[next++])
      answers.push(await ask(peer, fault, witness))
  }
  await Promise.all(Array.from({ length: lanes }, lane))
  await witness.close()
  return answers
}

/** Puts an image there that every client can read. */
function seedImage({ storage }: FakeRegistry): void {
  const encode = (document: unknown) => new TextEncoder().encode(JSON.stringify(document))
  const config = encode({ architecture: 'amd64', os: 'linux', config: {}, rootfs: { type: 'layers', diff_ids: [] } })
  const digest = storage.putBlob('team/app-base', config)
  const described = { mediaType: 'application/vnd.docker.container.image.v1+json', digest, size: config.byteLength }
  const mediaType = 'application/vnd.docker.distribution.manifest.v2+json'
  const bytes = encode({ schemaVersion: 2, mediaType, config: described, layers: [] })
  storage.putManifest('team/app-base', '1', { mediaType, bytes })
}

async function ask(peer: Peer, fault: FaultKind | undefined, witness: Witness): Promise<PeerAnswer> {
  const registry = await openRegistry()
  seedImage(registry)
  const place = {
    origin: registry.origin,
    beside: `${witness.beside}/${registry.host}`,
    abroad: `${witness.abroad}/${registry.host}`,
    revoke: () => registry.porter.revokeAll(),
  }
  if (fault !== undefined) {
    const times = fault.times === undefined ? {} : { times: fault.times }
    registry.rule({ path: /app-base\/manifests\//, act: fault.act(place), ...times })
  }
  const config = mkdtempSync(join(tmpdir(), 'basehit-peer-'))
  const auth = Buffer.from(`${login.username}:${login.password}`).toString('base64')
  writeFileSync(join(config, 'config.json'), JSON.stringify({ auths: { [registry.host]: { auth } } }))
  const status = await run(peer.command, peer.args(`${registry.host}/team/app-base:1`), { DOCKER_CONFIG: config })
  rmSync(config, { recursive: true })
  await registry.close()
  const seen = witness.seen.filter(({ text }) => text.includes(registry.host))
  const leaked = seen.some(({ text }) => /^authorization:/im.test(text) || text.includes(login.password))
  return {
    fault: fault?.name ?? 'none',
    says: status === 0 ? 'there' : status === 'late' ? 'nothing within 20 s' : 'missing',
    leaked,
  }
}

/** The exit status; `started` for a program that is there and was only asked for help. */
function run(
  command: string,
  args: readonly string[],
  env: Record<string, string>,
): Promise<number | 'late' | 'started' | 'absent'> {
  return new Promise(resolve => {
    const child = spawn(command, args, { env: { ...process.env, ...env }, stdio: 'ignore' })
    const end = setTimeout(() => {
      child.kill('SIGKILL')
      resolve('late')
    }, 20_000)
    child.on('error', () => {
      clearTimeout(end)
      resolve('absent')
    })
    child.on('close', status => {
      clearTimeout(end)
      resolve(args[0] === '--help' ? 'started' : (status ?? 1))
    })
  })
}
