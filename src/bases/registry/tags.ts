import type { TagList } from './answers.ts'
import { isRecord, parseJson } from './error-body.ts'
import { isFault } from './fault.ts'
import { absentOrFault } from './missing.ts'
import { sameOrigin } from './origin.ts'
import type { Session } from './session.ts'
import { brokenAnswer, faultOfReply, isForeignText, notARegistry } from './verdict.ts'

const pageSize = 1000
const mostPages = 10_000
const pageCap = 8 * 1024 * 1024

/** Lists the tags of a repository over all its pages. A tag listed twice counts once. */
export async function readTags(session: Session, repository: string): Promise<TagList> {
  const tags = new Set<string>()
  const seen = new Set<string>()
  let url = session.url(`${repository}/tags/list?n=${pageSize}`)
  for (;;) {
    seen.add(url.href)
    const access = { repository, actions: ['pull'] } as const
    const called = await session.call({ method: 'GET', kind: 'tags', url, access, cap: pageCap, repeat: 'safe' })
    if (isFault(called)) return called
    const { reply, judgement } = called
    if (reply.status === 404) {
      const absent = await absentOrFault(session, called, 'manifest')
      return isFault(absent) ? absent : { kind: 'absent', what: 'repository' }
    }
    if (reply.status !== 200) return faultOfReply(reply, judgement)
    const page = readPage(reply.body)
    if (page === undefined)
      return isForeignText(reply) ? notARegistry(reply) : brokenAnswer(reply, 'the list of tags is not one')
    for (const tag of page) tags.add(tag)
    const next = nextPage(reply.headers.get('link'))
    if (next === undefined) return { kind: 'found', tags: [...tags] }
    const target = URL.parse(next, reply.url.href)
    if (target === null || !sameOrigin(target, session.endpoint.base))
      return brokenAnswer(reply, `continues the list of tags at ${next}`)
    if (seen.has(target.href) || seen.size >= mostPages) return brokenAnswer(reply, 'the list of tags does not end')
    url = target
  }
}

/** Nexus says `null` for none. */
function readPage(body: Uint8Array): readonly string[] | undefined {
  const document = parseJson(body)
  if (!isRecord(document)) return undefined
  const tags = document.tags ?? []
  return Array.isArray(tags) && tags.every(tag => typeof tag === 'string') ? tags : undefined
}

/** The target of `rel="next"`. RFC 8288. */
function nextPage(link: string | null): string | undefined {
  if (link === null) return undefined
  for (const [, target, parameters] of link.matchAll(/<([^>]*)>([^<]*)/g)) {
    if (/;\s*rel\s*=\s*"?(?:[^"]*\s)?next(?:["\s,;]|$)/i.test(parameters ?? '')) return target
  }
  return undefined
}
