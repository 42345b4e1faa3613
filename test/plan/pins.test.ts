import { describe, expect, it } from 'vitest'
import { parseDockerfile } from '../../src/dockerfile/parse.ts'
import { digestOf } from '../../src/image/digest.ts'
import { pinImages } from '../../src/plan/pins.ts'
import { lowerText } from '../lower/memory.ts'
import { refusalOf } from './replacing.ts'

const digest = digestOf('x')
const position = { file: 'Dockerfile', line: 3, column: 1 }
const upstream = (reference: string, platform = 'linux/amd64') => ({ reference, platform, digest, position })
const file = (text: string) => parseDockerfile({ path: 'Dockerfile', text })

describe('pinImages', () => {
  it.each([
    ['docker.io/library/debian:12', 'debian:12', `docker-image://docker.io/library/debian@${digest}`],
    ['docker.io/library/debian:latest', 'debian', `docker-image://docker.io/library/debian@${digest}`],
    ['docker.io/org/tool:1', 'org/tool:1', `docker-image://docker.io/org/tool@${digest}`],
    ['ghcr.io/o/i:1', 'ghcr.io/o/i:1', `docker-image://ghcr.io/o/i@${digest}`],
    ['localhost:5000/i:1', 'localhost:5000/i:1', `docker-image://localhost:5000/i@${digest}`],
  ])('%s as %s', (reference, name, value) => {
    expect(pinImages([upstream(reference)], file('FROM x AS s'))).toEqual([{ name, platform: 'linux/amd64', value }])
  })

  it('pins each platform by itself, and each image once', () => {
    const twice = [
      upstream('docker.io/library/a:1'),
      upstream('docker.io/library/a:1', 'linux/arm64'),
      upstream('docker.io/library/a:1'),
    ]
    expect(pinImages(twice, file('FROM x')).map(pin => `${pin.name} ${pin.platform}`)).toEqual([
      'a:1 linux/amd64',
      'a:1 linux/arm64',
    ])
  })

  it.each([`docker.io/library/a@${digest}`, `docker.io/library/a:1@${digest}`])('leaves %s alone', reference =>
    expect(pinImages([upstream(reference)], file('FROM x'))).toEqual([]),
  )

  it('refuses an image whose name is a stage’s', () => {
    const refused = refusalOf(() =>
      pinImages(lowerText('FROM node AS node\nRUN x').upstreams, file('FROM node AS node\nRUN x')),
    )
    expect(refused).toBe(
      '1:1: the stage name node is also the name of the image docker.io/library/node:latest, which cannot be pinned then [BH029]',
    )
  })

  it('takes a tag for another name', () => {
    expect(pinImages([upstream('docker.io/library/node:22')], file('FROM node:22 AS node'))).toHaveLength(1)
  })
})
