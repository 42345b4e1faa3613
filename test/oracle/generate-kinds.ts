import { type Build, type Line, line, type StageModel } from './model.ts'
import { oddNames } from './pool-odd.ts'
import { triggerImages } from './pool-onbuild.ts'
import { of, sometimes } from './scope.ts'

/** Upstreams that few Dockerfiles name: with triggers of every form, and with odd configs. */
export const rareUpstreams = { triggers: of(...triggerImages.keys()), odd: of(...oddNames) }

/** Words with backslashes, which mean something else where a backtick escapes. */
export const slashed = of(
  line('LABEL', 'l=a\\b k="c\\d"'),
  line('ENV', 'E=e\\f K="g\\$V"'),
  line('ARG', 'A=a\\b\\$V'),
  line('COPY', 'a /s\\t/'),
  line('COPY', 'b.txt "/u\\$V/"'),
  line('WORKDIR', '/w\\x'),
  line('RUN', ': a\\b "c\\d"'),
  line('RUN', ': c', ['--mount=type=cache,target=/c,id=a\\b']),
  line('RUN', ': c', ['--mount=type=cache,target=/c\\d,id=e\\$V']),
  line('COPY', '<<EOF /h/slashed', [], 'a\\b \\$V\nEOF\n'),
)

/** What reads the platform in COPY. */
export const ofPlatform = sometimes(
  of<readonly Line[]>(
    [line('ARG', 'TARGETARCH'), line('COPY', 'arch/$TARGETARCH /t/')],
    [line('ARG', 'TARGETARCH'), line('COPY', 'a /t/$TARGETARCH/')],
    [line('ARG', 'TARGETARCH'), line('COPY', 'arch/${TARGETARCH} /t/${TARGETARCH}')],
    [line('ARG', 'TARGETPLATFORM'), line('COPY', 'dir /t/$TARGETPLATFORM/')],
    [line('ARG', 'TARGETARCH'), line('COPY', '/bin/true /t/$TARGETARCH', ['--from=tools'])],
  ),
  6,
)

/** Whether a backtick escapes in a build's file. */
export function hasBacktick({ head }: Build): boolean {
  return head.startsWith('# escape=`')
}

/** Gives the boundary's stage what reads the platform, and words with backslashes where a backtick escapes. */
export function withKinds(build: Build, more: readonly Line[] | undefined, word: Line): Build {
  const added = [...(more ?? []), ...(hasBacktick(build) ? [word] : [])]
  return {
    ...build,
    stages: build.stages.map(stage => {
      if (stage.name !== 'deps') return stage
      // Nothing can run on an empty file system.
      const isEmpty = stage.image === 'scratch' || stage.image === 'empty:1'
      const own = isEmpty ? added.filter(each => each.word !== 'RUN') : added
      return { ...stage, lines: [...own, ...stage.lines] }
    }),
  }
}

/** Makes the parent stage one for each architecture, of which the platform chooses by its name. */
export function onArchitecture(build: Build): Build {
  const root = build.stages.find(stage => stage.name === 'root')
  if (root === undefined || !build.stages.some(stage => stage.name === 'deps' && stage.image === 'root')) return build
  const other = (arch: string): StageModel => ({
    name: `root-${arch}`,
    image: 'busybox',
    lines: [line('ARG', `V=${arch}`), line('ENV', 'E=$V'), line('COPY', 'c.txt /$V/')],
  })
  return {
    ...build,
    stages: build.stages.flatMap(stage => {
      if (stage.name === 'root') return [{ ...stage, name: 'root-amd64' }, other('arm64'), other('arm')]
      return stage.name === 'deps' ? [{ ...stage, image: 'root-$TARGETARCH' }] : [stage]
    }),
  }
}
