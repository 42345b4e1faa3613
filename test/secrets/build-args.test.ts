import { describe, expect, test } from 'vitest'
import { parseDockerfile } from '../../src/dockerfile/parse.ts'
import { BasehitError } from '../../src/errors.ts'
import { parsePlatform } from '../../src/image/platform.ts'
import { lowerTarget } from '../../src/lower/lower.ts'
import { answerAll } from '../../src/lower/observations.ts'
import { shapes } from './shapes.ts'

const platform = parsePlatform('linux/amd64')

/** Lowers a base that declares a build arg, with a value given for it. */
async function lower(name: string, value: string) {
  const text = `FROM scratch\nARG ${name}\nCOPY --from=other / /\n`
  const dockerfile = parseDockerfile({ path: 'Dockerfile', text: text.replace('COPY --from=other / /\n', '') })
  const settings = {
    platform,
    buildPlatform: platform,
    buildArgs: new Map([[name, value]]),
    targetStage: 'default',
    upstream: 'follow' as const,
    namedContexts: new Map(),
    extraHosts: [],
    ulimits: [],
  }
  return answerAll(lowerTarget(dockerfile, settings), () => {
    throw new Error('nothing is asked')
  })
}

describe('a build arg that is called like a credential', () => {
  const names = [
    'TOKEN',
    'NPM_TOKEN',
    'GITHUB_TOKEN',
    'PASSWORD',
    'DB_PASSWORD',
    'PIP_PASSWD',
    'KEY_PASSPHRASE',
    'SECRET',
  ]
  const more = ['CLIENT_SECRET', 'API_KEY', 'APIKEY', 'AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'PRIVATE_KEY']
  const last = ['CREDENTIALS', 'AUTH', 'NPM_AUTH', 'npm_token', 'Api_Key']

  test.each([...names, ...more, ...last])('%s is refused, and its value is not said', async name => {
    const [shape] = shapes
    const error = await lower(name, shape?.value ?? '').catch((fault: unknown) => fault)
    expect(error).toBeInstanceOf(BasehitError)
    const { code, message, remedy, position } = error as BasehitError
    expect(code).toBe('BH063')
    expect(position).toMatchObject({ file: 'Dockerfile', line: 2 })
    expect(remedy).toContain('--mount=type=secret')
    expect(`${message} ${remedy}`).not.toContain(shape?.value)
  })

  test.each(['VERSION', 'AUTHOR', 'TOKENIZER', 'SECRETARY', 'KEYBOARD', 'PYTHON_VERSION', 'MONKEY'])(
    '%s is none',
    async name => {
      await expect(lower(name, 'x')).resolves.toBeDefined()
    },
  )
})
