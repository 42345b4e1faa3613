import type { Absent } from './answers.ts'
import { type Fault, isFault } from './fault.ts'
import type { Called, Session } from './session.ts'
import { isRegistryPing, judgeMissing, notARegistry } from './verdict.ts'

const pingCap = 64 * 1024

/** Judges a 404, and asks `/v2/` what it is talking to if the 404 itself does not tell. */
export async function absentOrFault(
  session: Session,
  called: Called,
  what: 'manifest' | 'blob',
): Promise<Absent | Fault> {
  const judged = judgeMissing(called.reply, what, called.judgement)
  if (judged !== 'ask') return judged
  const { repository } = called.judgement
  const access = { repository, actions: ['pull'] } as const
  const ping = await session.call({
    method: 'GET',
    kind: 'ping',
    url: new URL('/v2/', session.endpoint.base),
    access,
    cap: pingCap,
    repeat: 'safe',
  })
  if (isFault(ping)) return ping
  return isRegistryPing(ping.reply) ? { kind: 'absent', what } : notARegistry(ping.reply)
}
