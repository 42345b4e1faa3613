import { describe, expect, test } from 'vitest'
import type { InputName } from '../../src/commands/inputs.ts'
import type { BuildOptions, Secret } from '../../src/commands/options.ts'
import { emptySecrets, readSecrets, requireSecretFiles } from '../../src/commands/read-secrets.ts'
import type { World } from '../../src/commands/world.ts'
import { rawInputs } from './raw.ts'

type Values = Partial<Record<InputName, string>>
type Lists = Partial<Record<InputName, readonly string[]>>

describe('readSecrets', () => {
  const cases: readonly (readonly [string, Values, Lists, unknown])[] = [
    ['a value', { secrets: 'TOKEN=a=b,c' }, {}, [{ id: 'TOKEN', kind: 'value', value: 'a=b,c' }]],
    [
      'a value of several lines, whole',
      { secrets: '"KEY=a\nb\n\n"\n' },
      {},
      [{ id: 'KEY', kind: 'value', value: 'a\nb\n\n' }],
    ],
    ['no secret from an empty value', { secrets: 'TOKEN=\nOTHER=x' }, {}, [{ id: 'OTHER', kind: 'value', value: 'x' }]],
    [
      'a variable',
      { 'secret-envs': 'TOKEN=MY_TOKEN,OTHER=EMPTY' },
      {},
      [
        { id: 'TOKEN', kind: 'env', variable: 'MY_TOKEN' },
        { id: 'OTHER', kind: 'env', variable: 'EMPTY' },
      ],
    ],
    ['a file', { 'secret-files': 'KEY=./key,1.txt' }, {}, [{ id: 'KEY', kind: 'file', path: './key,1.txt' }]],
    ["buildx's flag with a file", {}, { secrets: ['id=k,src=f'] }, [{ id: 'k', kind: 'file', path: 'f' }]],
    [
      "buildx's flag with a variable",
      {},
      { secrets: ['id=k,env=MY_TOKEN', 'type=env,id=l,src=MY_TOKEN'] },
      [
        { id: 'k', kind: 'env', variable: 'MY_TOKEN' },
        { id: 'l', kind: 'env', variable: 'MY_TOKEN' },
      ],
    ],
    [
      "buildx's flag with an id that is a variable",
      {},
      { secrets: ['id=MY_TOKEN'] },
      [{ id: 'MY_TOKEN', kind: 'env', variable: 'MY_TOKEN' }],
    ],
    [
      "buildx's flag with an id that is no variable, so that it is a file",
      {},
      { secrets: ['id=key.pem', 'type=file,id=MY_TOKEN'] },
      [
        { id: 'key.pem', kind: 'file', path: 'key.pem' },
        { id: 'MY_TOKEN', kind: 'env', variable: 'MY_TOKEN' },
      ],
    ],
    [
      "buildx's flag with quotes, capitals and blanks in values",
      {},
      { secrets: ['ID=k,"SRC=a,b"', 'id=l,source= f'] },
      [
        { id: 'k', kind: 'file', path: 'a,b' },
        { id: 'l', kind: 'file', path: ' f' },
      ],
    ],
  ]
  test.each(cases)('reads %s', (_, values, lists, expected) => {
    expect(readSecrets(rawInputs(values, lists), { MY_TOKEN: 'x', EMPTY: '' })).toEqual(expected)
  })

  const refusals: readonly (readonly [Values, Lists])[] = [
    [{ secrets: 'hunter2' }, {}],
    [{ secrets: '=hunter2' }, {}],
    [{ secrets: 'id=hunter2,src=file' }, {}],
    [{ secrets: 'A=1\nA=hunter2' }, {}],
    [{ secrets: 'A=hunter2', 'secret-envs': 'A=MY_TOKEN' }, {}],
    [{ 'secret-envs': 'A=UNSET' }, {}],
    [{ 'secret-envs': 'A' }, {}],
    [{ 'secret-files': '=x' }, {}],
    [{}, { secrets: ['src=hunter2'] }],
    [{}, { secrets: ['id=a,mode=hunter2'] }],
    [{}, { secrets: ['id=a,type=hunter2'] }],
    [{}, { secrets: ['id=a, src=hunter2'] }],
    [{}, { secrets: ['id=a,hunter2'] }],
  ]
  test.each(refusals)('refuses %j %j with BH110, showing no value', (values, lists) => {
    const read = () => readSecrets(rawInputs(values, lists), { MY_TOKEN: 'x' })
    expect(read).toThrow(expect.objectContaining({ code: 'BH110', message: expect.not.stringContaining('hunter2') }))
  })
})

test('emptySecrets names the ids without a value', () => {
  expect(emptySecrets(rawInputs({ secrets: 'A=\nB=x\nC=' }))).toEqual(['A', 'C'])
})

describe('requireSecretFiles', () => {
  const files = {
    read: async (path: string) => {
      if (path === '/srv/folder') throw new Error('`/srv/folder` is a directory')
      return path === '/srv/there' || path === '/run/there' ? new Uint8Array() : undefined
    },
  } as World['files']
  const check = (secrets: readonly Secret[]) =>
    requireSecretFiles({ cwd: '/srv', secrets } as unknown as BuildOptions, { files })

  test('lets pass what is there, and what is no file', async () => {
    await check([
      { id: 'a', kind: 'file', path: 'there' },
      { id: 'b', kind: 'file', path: '/run/there' },
      { id: 'c', kind: 'env', variable: 'missing' },
      { id: 'd', kind: 'value', value: 'missing' },
    ])
  })

  test.each([
    ['missing', 'the secret `a` is to come from the file missing, which is not there'],
    ['folder', 'the secret `a` is to come from the file folder, which cannot be read: `/srv/folder` is a directory'],
  ])('refuses %s', async (path, message) => {
    const checking = check([{ id: 'a', kind: 'file', path }])
    await expect(checking).rejects.toMatchObject({ code: 'BH110', message, remedy: expect.stringContaining(path) })
  })
})
