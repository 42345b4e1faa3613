import { describe, expect, it } from 'vitest'
import { lowerText, type World } from './memory.ts'

const digest = `img@sha256:${'ab'.repeat(32)}`
const trigger = (expression: string): World => ({
  images: { onb: { OnBuild: [expression] }, busybox: {}, img: {}, 'other:1': {}, [digest]: {} },
})
const tools = (line: string) => ['FROM busybox AS tools', line, 'RUN : tools', '']

describe('an image that only a trigger leads to', () => {
  const copies = trigger('COPY --from=tools /x /x')
  const mounts = trigger('RUN --mount=from=tools,target=/m cp /m/x /x')
  const named = { options: { namedContexts: new Map([['img', { kind: 'image', reference: 'other:1' } as const]]) } }
  const pinned = { options: { namedContexts: new Map([[digest, { kind: 'image', reference: 'other:1' } as const]]) } }
  it.each<[string, string, string[], World]>([
    ['is refused in a COPY', '2:1', [...tools('COPY --from=img /x /x'), 'FROM onb'], copies],
    ['is refused in a mount', '2:5', [...tools('RUN --mount=from=img,target=/m cp /m/x /x'), 'FROM onb'], copies],
    ['is refused where the trigger mounts', '2:1', [...tools('COPY --from=img /x /x'), 'FROM onb'], mounts],
    ['is refused behind a context', '2:1', [...tools('COPY --from=img /x /x'), 'FROM onb'], { ...copies, ...named }],
    [
      'is refused behind a context that its digest has',
      '2:1',
      [...tools(`COPY --from=${digest} /x /x`), 'FROM onb'],
      { ...copies, ...pinned },
    ],
    [
      'is refused where a stage sets the trigger',
      '2:1',
      [...tools('COPY --from=img /x /x'), 'FROM busybox AS root', 'ONBUILD COPY --from=tools /x /x', 'FROM root'],
      {},
    ],
    [
      'is refused in a stage that such a stage begins with',
      '2:1',
      ['FROM busybox AS low', 'COPY --from=img /x /x', 'FROM low AS tools', 'FROM onb'],
      copies,
    ],
  ])('%s', (_, place, lines, world) => {
    expect(() => lowerText(lines.join('\n'), world)).toThrow(
      expect.objectContaining({
        code: 'BH037',
        message: expect.stringContaining('BuildKit then takes img'),
        position: expect.objectContaining({ line: Number(place.split(':')[0]), column: Number(place.split(':')[1]) }),
      }),
    )
  })

  it.each<[string, string[], World]>([
    ['is taken by its digest', [...tools(`COPY --from=${digest} /x /x`), 'FROM onb'], copies],
    [
      'is taken where the stage is named too',
      [...tools('COPY --from=img /x /x'), 'FROM onb', 'COPY --from=tools /x /y'],
      copies,
    ],
    ['is taken as the FROM of that stage', ['FROM img AS tools', 'RUN : tools', 'FROM onb'], copies],
    ['is taken where the trigger names it', ['FROM onb'], trigger('COPY --from=img /x /x')],
    ['does not matter in a stage that nothing leads to', [...tools('COPY --from=img /x /x'), 'FROM busybox'], {}],
  ])('%s', (_, lines, world) => {
    expect(lowerText(lines.join('\n'), world).operations.length).toBeGreaterThan(0)
  })
})
