import fc, { type Arbitrary } from 'fast-check'
import { build, type Limits } from './generate.ts'
import { hasBacktick } from './generate-kinds.ts'
import { instruction } from './instructions.ts'
import { type Build, type Line, line, type StageModel } from './model.ts'
import { oddNames } from './pool-odd.ts'
import { appTriggerImages, triggerImages } from './pool-onbuild.ts'
import { of, sometimes } from './scope.ts'

const names = '[$V][$W][$E][$A][$G][$K][$TARGETARCH][$TARGETSTAGE]'
/** What a stage sees of its variables: by a command, and by means that run nothing. */
const seen = line('RUN', `echo "${names}[$PWD]" > /seen`)
const told = line('COPY', '<<EOF /told', [], `${names}\nEOF\n`)
const root = line('USER', '0')

/** The stages that follow the base; the last one is the app. */
type Shape = readonly StageModel[]

const stage = (name: string, image: string, ...lines: readonly Line[]): StageModel => ({ name, image, lines })

const plainShapes = of<Shape>(
  [stage('app', 'deps', root, seen)],
  [stage('app', 'deps', root)],
  [stage('mid', 'deps', root, seen), stage('app', 'mid', seen)],
  [stage('app', 'busybox', line('COPY', '/ /base/', ['--from=deps']))],
  [stage('app', 'deps', line('COPY', 'a /copied/$V', ['--link']), told)],
)

const fromDeps = line('COPY', '/etc /of-deps', ['--from=deps'])
const reading = of(
  told,
  line('COPY', 'arch/${V:+v1} /read/'),
  line('LABEL', `seen=${names}`),
  line('RUN', `echo "${names}" > /seen`),
)

/** Stages of which the platform chooses: both grow from the base, or one of them does. */
const byArchitecture = (...parents: (readonly [amd64: string, arm64: string])[]): Arbitrary<Shape> =>
  fc
    .record({
      parents: of(...parents),
      first: reading,
      second: reading,
      copies: fc.boolean(),
      also: sometimes(of(fromDeps), 6),
    })
    .map(({ parents, first, second, copies, also }) => {
      const takes = (parent: string) => (copies && parent === 'deps' ? [fromDeps] : [])
      const image = (parent: string) => (copies ? 'busybox' : parent)
      return [
        stage('mid-amd64', image(parents[0]), root, ...takes(parents[0]), first),
        stage('mid-arm64', image(parents[1]), root, ...takes(parents[1]), second),
        stage('app', 'mid-$TARGETARCH', told, ...(also === undefined ? [] : [also])),
      ]
    })

/** The base itself is what one platform chooses. */
const chosenBase: Arbitrary<Shape> = reading.map(read => [
  stage('deps-arm64', 'busybox', line('ARG', 'V=other'), line('COPY', 'c.txt /c')),
  stage('app', 'deps-$TARGETARCH', root, read),
])

/** Upstreams with triggers, which name stages of the app. */
const triggered: Arbitrary<Shape> = fc
  .record({
    image: fc.oneof(of(...appTriggerImages.keys()), of(...triggerImages.keys())),
    copies: fc.boolean(),
    builder: of(line('RUN', `echo "${names}" > /built`), line('COPY', '<<EOF /built', [], `${names}\nEOF\n`)),
  })
  .map(({ image, copies, builder }) => [
    stage('builder', 'deps', root, builder),
    // Without triggers that take something of the base, the app has to.
    stage('app', image, ...(copies || !appTriggerImages.has(image) ? [fromDeps] : []), told),
  ])

const oddShape: Arbitrary<Shape> = of(...oddNames).map(image => [stage('app', image, fromDeps, told)])

const single = fc.oneof(
  { weight: 5, arbitrary: plainShapes },
  { weight: 1, arbitrary: byArchitecture(['deps', 'deps']) },
  { weight: 2, arbitrary: triggered },
  { weight: 1, arbitrary: oddShape },
)
const several = fc.oneof(
  { weight: 3, arbitrary: plainShapes },
  {
    weight: 5,
    arbitrary: byArchitecture(['deps', 'deps'], ['deps', 'busybox'], ['busybox', 'deps'], ['odd:4', 'deps']),
  },
  { weight: 1, arbitrary: chosenBase },
  { weight: 2, arbitrary: triggered },
)

/** Ids of a cache mount in the base and in the app. */
const ids: readonly (readonly [base: string, app: string])[] = [
  ['id=own', 'id=own'],
  ['id=base', 'id=app'],
  ['id=own', 'id=$V'],
  ['id=$V', 'id=v1'],
  ['', 'id=/shared'],
  ['id=shared', 'id=other'],
]
const slashedIds: typeof ids = [
  ['id=a\\b', 'id=a\\b'],
  ['id=a\\b', 'id=ab'],
  ['id=x\\$V', 'id=x\\$V'],
]

const named = 'name=app.example/x'
/** What is exported, and every spelling of what rewrites times and of what pushes. */
const outputs = [
  ...['oci,dest=o', `image,${named},push=true`, `image,push=1,${named}`, 'tar,dest=o', 'local,dest=o'],
  ...['oci,compression=zstd', 'oci,compression=uncompressed,force-compression=true'],
  ...[`image,${named},push=T,oci-mediatypes=false`, `image,${named},"push=t","rewrite-timestamp=T"`],
  ...['true', 'True', 'TRUE', '1', 't', 'T', '0', 'false', 'F'].map(value => `oci,dest=o,rewrite-timestamp=${value}`),
  ...['oci, rewrite-timestamp=true', 'oci,"rewrite-timestamp=true"', 'oci,Rewrite-Timestamp=true'],
  `image,push=1,"rewrite-timestamp=1",${named}`,
].map(each => `type=${each}`)

/** Entries of every type, with times of their own. */
const everyEntry = line(
  'RUN',
  'mkdir /odd && cd /odd && echo x > f && ln f hard && ln -s f soft && mkfifo p && mknod c c 1 7 && chmod 4711 f && chown 12:34 p && touch -d @1500000000 f',
)

/** Apps whose stages see, copy and run what a base left behind. */
export function apps(limits: Limits): Arbitrary<Build> {
  const lines = fc.array(instruction({ stages: ['tools', 'deps'], http: limits.http, real: true }), { maxLength: 3 })
  const both = of('linux/amd64,linux/arm64', 'linux/arm64,linux/amd64')
  return sometimes(both, 3).chain(platforms =>
    fc
      .record({
        base: build(limits),
        shape: platforms === undefined ? single : several,
        lines,
        reads: of<readonly Line[]>([], [], [line('ARG', 'TARGETSTAGE')]),
        ids: sometimes(of(...ids), 5),
        slashedIds: sometimes(of(...slashedIds), 2),
        output: sometimes(of(...outputs), 4),
        entries: sometimes(of([root, everyEntry]), 8),
      })
      .map(({ base, shape, lines, reads, ids, slashedIds, output, entries }) => {
        const pair = hasBacktick(base) ? slashedIds : ids
        const first = [...reads, ...(entries ?? []), ...cacheMount(pair?.[0], 'echo warm > /shared/x')]
        const last = [...cacheMount(pair?.[1], 'ls -A /shared > /seen-cache'), ...lines]
        return withOutput({ ...assemble(base, shape, first, last), platform: platforms ?? base.platform }, output)
      }),
  )
}

function cacheMount(id: string | undefined, command: string): Line[] {
  if (id === undefined) return []
  const fields = ['type=cache', 'target=/shared', 'mode=0777', ...(id === '' ? [] : [id])]
  return [root, line('RUN', command, [`--mount=${fields.join()}`])]
}

/** Times are only rewritten to a given one. */
function withOutput(app: Build, output: string | undefined): Build {
  if (output === undefined) return app
  const args = /rewrite/i.test(output) ? { ...app.args, SOURCE_DATE_EPOCH: '1700000000' } : app.args
  return { ...app, output, args }
}

function assemble(base: Build, shape: Shape, first: readonly Line[], last: readonly Line[]): Build {
  const own = base.stages
    .slice(0, -1)
    .map(each => (each.name === 'deps' ? { ...each, lines: [...first, ...each.lines] } : each))
  const rest = shape.map((each, index) =>
    index === shape.length - 1 ? { ...each, lines: [...each.lines, ...last] } : each,
  )
  const app = { ...base, target: 'app', boundary: 'deps', stages: [...own, ...rest] }
  return shape.some(each => each.name === 'deps-arm64') ? rename(app) : app
}

/** Names the base for one architecture. */
function rename(app: Build): Build {
  const name = 'deps-amd64'
  const renamed = (text: string) => text.replace(/from=deps\b(?!-)/, `from=${name}`)
  return {
    ...app,
    boundary: name,
    stages: app.stages.map(each => ({
      ...each,
      name: each.name === 'deps' ? name : each.name,
      image: each.image === 'deps' ? name : each.image,
      lines: each.lines.map(one => ({ ...one, flags: one.flags.map(renamed) })),
    })),
  }
}
