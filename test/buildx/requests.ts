import type { BuildRequest } from '../../src/buildx/request.ts'

/** A request that uses every field a bake file can say. */
export const fullRequest: BuildRequest = {
  cwd: '/srv',
  context: '.',
  dockerfile: 'docker/app.Dockerfile',
  target: 'app',
  buildArgs: { VERSION: '1.2', TEMPLATE: '${x} $${y} %{if} "q"\\\n' },
  platforms: ['linux/amd64', 'linux/arm64'],
  namedContexts: [
    { name: 'deps', platform: 'linux/amd64', value: `docker-image://registry.test/base@sha256:${'a'.repeat(64)}` },
    { name: 'deps', platform: 'linux/arm/v7', value: `oci-layout:///srv/.basehit@sha256:${'b'.repeat(64)}` },
    { name: 'python:3.12', value: `docker-image://registry.test/python@sha256:${'c'.repeat(64)}` },
    { name: 'shared', value: '../shared' },
  ],
  labels: { 'org.example/${key}': 'value' },
  annotations: ['index:org.example=${value}'],
  tags: ['registry.test/app:1', 'registry.test/app:latest'],
  outputs: ['type=image,oci-mediatypes=true'],
  push: true,
  cacheFrom: ['type=registry,ref=registry.test/app:cache'],
  cacheTo: ['type=registry,ref=registry.test/app:cache,mode=max'],
  noCache: true,
  noCacheFilters: ['app'],
  pull: true,
  secrets: [
    { id: 'token', env: 'TOKEN' },
    { id: 'netrc', file: '/home/user/.netrc' },
  ],
  ssh: ['default=/srv/agent.sock'],
  network: 'none',
  addHosts: ['a.test:10.0.0.1', 'a.test=10.0.0.2', 'six.test:::1'],
  ulimits: ['nofile=1024:2048'],
  shmSize: '128m',
  allow: ['security.insecure'],
  provenance: 'mode=max',
  sbom: 'false',
  attests: ['type=sbom,generator=example/generator'],
  builder: 'builder',
  call: 'check',
}

/** The smallest request. */
export const smallRequest: BuildRequest = { cwd: '/srv', context: 'app' }
