import { describe, expect, it } from 'vitest'
import { checkMount, mountSourceName, parseMount } from '../../src/dockerfile/mounts.ts'
import { BasehitError } from '../../src/errors.ts'

const at = { file: 'Dockerfile', line: 2, column: 5 }
const expand = (word: string) => word.replaceAll('$X', 'x').replaceAll('$EMPTY', '')
const parse = (value: string) => parseMount(value, expand, at)

describe('parseMount', () => {
  it.each([
    ['target=/a', { type: 'bind', target: '/a', readonly: true, required: false }],
    ['type=bind,src=s,dst=/d,from=base,rw', { source: 's', target: '/d', from: 'base', readonly: false }],
    ['TYPE=Cache,Target=/c', { type: 'cache', target: '/c', readonly: false }],
    ['type=cache,destination=/c,ro', { readonly: true }],
    ['type=cache,target=/c,rw=false', { readonly: true }],
    ['type=cache,target=/c,ro=F', { readonly: false }],
    ['type=cache,id=$X,sharing=LOCKED,target=/c', { id: 'x', sharing: 'locked' }],
    ['type=cache,target=/c,mode=0755,uid=1,gid=2', { mode: 0o755, uid: 1, gid: 2 }],
    ['type=tmpfs,target=/t,size=1.5k', { type: 'tmpfs', size: 1536, readonly: false }],
    ['type=tmpfs,target=/t,size=64MiB', { size: 67_108_864 }],
    ['type=secret,id=s', { type: 'secret', id: 's', required: false, readonly: true }],
    ['type=secret,id=s,required', { required: true }],
    ['type=secret,id=s,required=0', { required: false }],
    ['type=secret,id=s,env=', { env: '' }],
    ['type=ssh,required=true', { type: 'ssh', required: true }],
    ['target="/a"', undefined],
    ['"target=/a,b"', { target: '/a,b' }],
    ['"target=a""b"', { target: 'a"b' }],
    ['type=$X', undefined],
    ['from=a$,target=/a', { from: 'a$' }],
  ])('%s', (value, expected) => {
    if (expected === undefined) expect(() => parse(value)).toThrow(BasehitError)
    else expect(parse(value)).toMatchObject(expected)
  })

  it('leaves out what is empty, but not an empty env', () => {
    expect(parse('type=secret,id=s,target=$EMPTY,env=')).toEqual({
      type: 'secret',
      id: 's',
      env: '',
      readonly: true,
      required: false,
    })
  })

  it.each([
    ['', 'empty'],
    ['type=x', 'type=x is not known'],
    ['typ=bind', 'typ is not a field'],
    ['target', 'not of the form key=value'],
    ['type=cache,sharing=share', 'sharing=share is not known'],
    ['sharing=shared', 'not a field of a bind'],
    ['type=tmpfs,size=1kk', 'not a size'],
    ['size=1', 'size is not a field of a bind'],
    ['required', 'required is not a field of a bind'],
    ['required,type=secret,id=s', 'required is not a field of a bind'],
    ['mode=0755', 'mode is not a field'],
    ['type=cache,mode=8', 'octal'],
    ['type=cache,mode=40000000000', 'octal'],
    ['type=cache,uid=-1', 'decimal'],
    ['type=cache,uid=4294967296', 'decimal'],
    ['ro=yes', 'neither true nor false'],
    ['type=secret', 'needs an id or a target'],
    ['type=secret,id=a,source=b', 'either a source or an id'],
    ['type=secret,id=a,from=b', 'has no from'],
    ['type=ssh,source=a', 'an ssh mount has no source'],
    ['type=secret,id=a,sharing=locked', 'has no sharing'],
    ['target=/a,"x', 'double quote'],
    ['target=/a,x"y', 'double quote'],
  ])('refuses %s', (value, fact) => {
    const attempt = () => parse(value)
    expect(attempt).toThrow(fact)
    expect(attempt).toThrow(expect.objectContaining({ code: 'BH036', position: at }))
  })

  it('suggests the field that was meant', () => {
    expect(() => parse('tagret=/a')).toThrow(expect.objectContaining({ remedy: 'did you mean target?' }))
  })
})

describe('checkMount', () => {
  it('refuses a variable in from before anything is expanded', () => {
    expect(() => checkMount('from=$X,target=/a', at)).toThrow(expect.objectContaining({ code: 'BH027' }))
    expect(() => checkMount('type=$X,target=$X,from=a$', at)).not.toThrow()
  })
})

describe('mountSourceName', () => {
  it.each([
    ['from=a,from=b', 'b'],
    ['FROM=a', 'a'],
    ['from=', undefined],
    ['from', undefined],
    ['target=/a', undefined],
  ])('%s', (value, expected) => expect(mountSourceName(value, at)).toBe(expected))
})
