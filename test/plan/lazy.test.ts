import { describe, expect, it } from 'vitest'
import { parseDockerfile } from '../../src/dockerfile/parse.ts'
import { firstDownload } from '../../src/plan/lazy.ts'
import { fileReplacementOf, replacementOf } from './replacing.ts'

function download(text: string): string | undefined {
  const replacement = text.includes('AS deps') ? replacementOf(text, 'deps') : fileReplacementOf(text, 'base')
  const found = firstDownload(replacement, parseDockerfile({ path: 'Dockerfile', text }))
  return found && `${found.position.line}: ${found.what}; ${found.instead}${found.exports ? '; exported' : ''}`
}

const D = 'FROM debian AS deps\nRUN x\nFROM deps\n'

describe('firstDownload', () => {
  it.each<[string, string, string | undefined]>([
    [
      'links and metadata',
      `${D}COPY --link . /app\nADD --link a /b\nENV A=1\nUSER u\nEXPOSE 80\nCMD x\nLABEL a=1\nARG V=1`,
      undefined,
    ],
    ['nothing at all', D, undefined],
    ['WORKDIR /', `${D}WORKDIR /`, undefined],
    ['WORKDIR', `${D}WORKDIR /app\nCOPY . .`, '4: WORKDIR /app; set it in the base, and drop it here'],
    ['COPY', `${D}COPY . /app`, '4: COPY; write COPY --link'],
    ['ADD', `${D}ENV A=1\nADD a /app`, '5: ADD; write ADD --link'],
    ['--link --chmod', `${D}COPY --link --chmod=755 a /b`, '4: COPY --link --chmod; drop --chmod'],
    ['RUN', `${D}RUN x`, '4: RUN; run it in the base, or in a stage that is not the app’s; exported'],
    [
      'a RUN after another cause is exported all the same',
      `${D}COPY . /app\nRUN x`,
      '4: COPY; write COPY --link; exported',
    ],
    [
      'a stage between',
      'FROM debian AS deps\nFROM deps AS mid\nRUN x\nFROM mid\nCOPY --link . /app',
      '3: RUN; run it in the base, or in a stage that is not the app’s; exported',
    ],
    [
      'a stage beside that grows from the base',
      'FROM debian AS deps\nFROM deps AS b\nRUN make\nFROM deps\nCOPY --link --from=b /o /o',
      '3: RUN; run it in the base, or in a stage that is not the app’s; exported',
    ],
    [
      'files of such a stage without RUN',
      'FROM debian AS deps\nFROM deps AS b\nCOPY --link . /s\nFROM deps\nCOPY --link --from=b /o /o',
      '5: COPY --from=b; take the files from a stage that does not grow from the base',
    ],
    [
      'files of a stage that does not grow from it',
      'FROM go AS b\nRUN make\nFROM debian AS deps\nFROM deps\nCOPY --link --from=b /o /o',
      undefined,
    ],
    [
      'files of the base by index',
      'FROM debian AS deps\nFROM alpine\nCOPY --link --from=0 /x /',
      '3: COPY --from=0; take the files from a stage that does not grow from the base',
    ],
    [
      'a mount of the base',
      'FROM debian AS deps\nFROM alpine\nRUN --mount=from=deps,target=/d x',
      '3: RUN --mount=from=deps; take the files from a stage that does not grow from the base',
    ],
    [
      'a RUN elsewhere',
      'FROM debian AS deps\nFROM alpine AS b\nRUN x\nFROM deps\nCOPY --link --from=b /x /',
      undefined,
    ],
    [
      'the base of another file',
      'FROM base\nRUN x',
      '2: RUN; run it in the base, or in a stage that is not the app’s; exported',
    ],
    [
      'files of the base of another file',
      'FROM alpine\nCOPY --link --from=docker.io/library/base /x /',
      '2: COPY --from=docker.io/library/base; take the files from a stage that does not grow from the base',
    ],
    [
      'a trigger of the base',
      'FROM debian AS deps\nONBUILD COPY . /app\nFROM deps',
      '3: ONBUILD COPY; begin with a stage or an image without this trigger',
    ],
    ['an unused stage', 'FROM debian AS deps\nFROM deps AS unused\nRUN x\nFROM deps', undefined],
  ])('%s', (_, text, expected) => expect(download(text)).toBe(expected))

  it('looks at every platform', () => {
    const text =
      'FROM debian AS deps\nFROM deps AS mid-amd64\nFROM deps AS mid-arm64\nRUN x\nFROM mid-$TARGETARCH\nWORKDIR /a\n'
    const dockerfile = parseDockerfile({ path: 'Dockerfile', text })
    const lines = [['linux/amd64'], ['linux/arm64'], ['linux/amd64', 'linux/arm64']].map(platforms => {
      return firstDownload(replacementOf(text, 'deps', { platforms }), dockerfile)?.position.line
    })
    expect(lines).toEqual([6, 4, 4])
  })
})
