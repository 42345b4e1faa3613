import fc from 'fast-check'

/** The files that generated Dockerfiles copy. */
export const files: Readonly<Record<string, string>> = { a: '1', 'd/x': '2', 'd/y/z': '3', 'one/lone': '4' }

const name = fc.constantFrom('A', 'B', 'PATH', 'constructor', '__proto__')
const word = fc.constantFrom('1', '2', 'x y', '$A', '${B:-2}')
const path = fc.constantFrom('/w', 'sub', '.', '/')
const command = fc.constantFrom('one', 'two', 'three')

/** One instruction of a stage, without anything that names another stage. */
export const instruction: fc.Arbitrary<string> = fc.oneof(
  command.map(each => `RUN ${each}`),
  fc.tuple(name, word).map(([key, value]) => `ENV ${key}="${value}"`),
  fc.tuple(name, word).map(([key, value]) => `ARG ${key}="${value}"`),
  path.map(each => `WORKDIR ${each}`),
  fc.constantFrom('u', 'v:w').map(each => `USER ${each}`),
  fc
    .tuple(fc.constantFrom('a', 'd', '.', 'one', 'one/lone', '*'), fc.constantFrom('/t', '/t/', '.'))
    .map(parts => `COPY ${parts.join(' ')}`),
  fc.constantFrom('--link', '--chmod=600', '--chown=1', '--exclude=x').map(flag => `COPY ${flag} d /t/`),
  fc
    .constantFrom('target=/m', 'type=cache,target=/c', 'source=d,target=/m', 'type=secret,id=s', 'type=tmpfs,target=/t')
    .map(mount => `RUN --mount=${mount} one`),
  fc.constantFrom(
    'LABEL a=1',
    'LABEL a=2 b=1',
    'EXPOSE 80',
    'VOLUME /v',
    'CMD ["x"]',
    'ENTRYPOINT ["x"]',
    'CMD x',
    'SHELL ["/s"]',
    'STOPSIGNAL 9',
  ),
  fc.constantFrom('ONBUILD RUN late', 'HEALTHCHECK NONE', 'MAINTAINER me'),
  fc.constantFrom('COPY <<E /h\n$A\nE', 'RUN <<E\none\nE', 'RUN <<E\n#!/x\nE'),
)

export const instructions: fc.Arbitrary<string[]> = fc.array(instruction, { maxLength: 6 })

/** Two stages, of which the second begins with the first or copies from it. */
export const dockerfile: fc.Arbitrary<{ first: string[]; second: string[]; link: 'from' | 'copy' }> = fc.record({
  first: instructions,
  second: instructions,
  link: fc.constantFrom('from', 'copy'),
})

/** The text of a generated file under given stage names. */
export function textOf(
  { first, second, link }: { first: string[]; second: string[]; link: 'from' | 'copy' },
  one = 'one',
): string {
  const join = link === 'from' ? [`FROM ${one}`] : ['FROM debian', `COPY --from=${one} /x /y`]
  return [`FROM debian AS ${one}`, ...first, ...join, ...second, ''].join('\n')
}
