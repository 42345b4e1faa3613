/** An image config as registries hold them, with what is set beside `config`. */
export interface OddImage {
  readonly config: Readonly<Record<string, unknown>> | null
  readonly top?: Readonly<Record<string, unknown>>
}

const path = 'PATH=/bin:/usr/bin'

/** Configs that BuildKit reads and that few builders write; each is the image `odd:N`, N from 1. */
export const oddImages: readonly OddImage[] = [
  { config: {} },
  { config: { Env: ['NOEQUALS', path, 'V=fromimage', 'E'] } },
  {
    config: {
      ...{ Env: null, Cmd: null, Entrypoint: null, Labels: null, Volumes: null, ExposedPorts: null },
      ...{ OnBuild: null, Healthcheck: null, Shell: null },
    },
  },
  { config: { Env: [path], WorkingDir: 'rel/dir' } },
  { config: { Env: [path], Shell: ['/bin/busybox', 'sh', '-ec'] } },
  { config: { Env: [path], Shell: [], Entrypoint: [], Cmd: [] } },
  { config: { Env: [path], Healthcheck: { Test: [] } } },
  { config: { Env: [path], Healthcheck: { Test: ['NONE'], Interval: 0, StartInterval: 1 } } },
  { config: { Env: [path], Healthcheck: { Test: ['CMD-SHELL', 'exit 0'], Retries: 7, Timeout: 1_000_001 } } },
  { config: { Env: [path], Labels: JSON.parse('{"": "empty", "__proto__": "p", "constructor": "c", "l": "image"}') } },
  { config: { Env: [path], User: 'nobody' } },
  { config: { Env: [path], User: '65534:65534' } },
  { config: { Env: [path], User: 'root:root', WorkingDir: '/' } },
  { config: { Env: [path], Volumes: { '/v': {}, '/v/sub/': null } } },
  { config: { Env: [path], ExposedPorts: { '80': {}, '53/udp': {}, '8000-8001/tcp': null } } },
  { config: { Env: [path], StopSignal: 'RTMIN+3' } },
  { config: { Env: [path], ArgsEscaped: true, Cmd: ['echo hi'] } },
  { config: { Env: [path, 'PATH=/usr/bin:/bin', 'path=lower', 'E=', 'E=two', 'A=a=b$V'] } },
  { config: { Env: [path], Hostname: 'h', Domainname: 'd', Tty: true, AttachStdin: true, Memory: 5, MacAddress: 'm' } },
  { config: null },
  { config: { Env: [path] }, top: { author: 'someone <a@b>' } },
  { config: { Env: [path] }, top: { 'os.version': '10.0.1', 'os.features': ['win32k'] } },
  { config: { Env: [path] }, top: { docker_version: '1.2', container: 'abc', container_config: { Cmd: ['x'] } } },
  { config: { Env: [path] }, top: { variant: 'v8' } },
]

export const oddNames: readonly string[] = oddImages.map((_, index) => `odd:${index + 1}`)

/** What an odd image's config document holds beside `config`; an image without one has no `config` at all. */
export function oddImage(name: string): OddImage | undefined {
  return name.startsWith('odd:') ? oddImages[Number(name.slice('odd:'.length)) - 1] : undefined
}
