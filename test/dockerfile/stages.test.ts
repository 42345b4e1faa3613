import { describe, expect, it } from 'vitest'
import { parseDockerfile } from '../../src/dockerfile/parse.ts'
import {
  checkStageGraph,
  findCopyStage,
  findMountStage,
  findParentStage,
  targetStage,
} from '../../src/dockerfile/stages.ts'

const at = { file: 'Dockerfile', line: 9, column: 1 }
const file = parseDockerfile({
  path: 'Dockerfile',
  text: 'FROM x AS Base\nFROM y AS deps\nFROM z AS base\nFROM base AS app\nFROM q',
})

function stage(index: number) {
  const found = file.stages[index]
  if (found === undefined) throw new Error(`no stage ${index}`)
  return found
}

describe('findParentStage', () => {
  it('takes the latest earlier stage of that name', () => {
    expect(findParentStage(file, stage(3), 'base')?.index).toBe(2)
    expect(findParentStage(file, stage(1), 'base')?.index).toBe(0)
  })

  it('never matches upper case, later stages or itself', () => {
    expect(findParentStage(file, stage(3), 'Base')).toBeUndefined()
    expect(findParentStage(file, stage(0), 'deps')).toBeUndefined()
    expect(findParentStage(file, stage(1), 'deps')).toBeUndefined()
  })
})

describe('findCopyStage', () => {
  it.each([
    ['0', 0],
    ['+01', 1],
    ['base', 2],
    ['BASE', 2],
    ['deps', 1],
    ['python:3.12', undefined],
    ['99999999999999999999', undefined],
  ])('--from=%s', (from, index) => {
    expect(findCopyStage(file, stage(4), from, at)?.index).toBe(index)
  })

  it.each([
    ['itself by index', 3, '3'],
    ['itself by name', 3, 'APP'],
    ['a later one', 1, '2'],
    ['the last of a name, though an earlier one has it too', 1, 'base'],
    ['none', 3, '7'],
    ['a negative one', 3, '-1'],
  ])('refuses %s', (_, index, from) => {
    expect(() => findCopyStage(file, stage(index), from, at)).toThrow(
      expect.objectContaining({ code: 'BH029', position: at }),
    )
  })
})

describe('findMountStage', () => {
  it('takes names only', () => {
    expect(findMountStage(file, stage(3), 'DEPS', at)?.index).toBe(1)
    expect(findMountStage(file, stage(3), '1', at)).toBeUndefined()
    expect(() => findMountStage(file, stage(1), 'app', at)).toThrow(expect.objectContaining({ code: 'BH029' }))
  })
})

describe('targetStage', () => {
  it('is the last stage, or the last of a name in any case', () => {
    expect(targetStage(file).index).toBe(4)
    expect(targetStage(file, '').index).toBe(4)
    expect(targetStage(file, 'DEPS').index).toBe(1)
    expect(targetStage(file, 'base').index).toBe(2)
  })

  it.each(['2', 'dep', 'x'])('refuses %s and lists the stages', name => {
    expect(() => targetStage(file, name)).toThrow(
      expect.objectContaining({ code: 'BH028', message: expect.stringContaining('base, deps, base, app') }),
    )
  })

  it('suggests the name that was meant', () => {
    expect(() => targetStage(file, 'dep')).toThrow(expect.objectContaining({ remedy: 'did you mean deps?' }))
  })
})

describe('checkStageGraph', () => {
  it.each([
    ['copies from itself', 'FROM a AS a\nCOPY --from=a x y', 2],
    ['copies in a circle', 'FROM x AS a\nCOPY --from=b x y\nFROM x AS b\nRUN --mount=from=A,target=/a c\nFROM z', 4],
    ['copies from a stage that does not exist', 'FROM x\nCOPY --from=1 x y\nFROM y\nCOPY --from=2 x y', 4],
    ['mounts itself by being called scratch', 'FROM x AS scratch\nRUN --mount=type=cache,target=/a c', 2],
  ])('refuses a file that %s', (_, text, line) => {
    expect(() => parseDockerfile({ path: 'Dockerfile', text })).toThrow(
      expect.objectContaining({ code: 'BH029', position: expect.objectContaining({ line }) }),
    )
  })

  it.each([
    [
      'three stages',
      'FROM x AS a\nFROM x AS b\nCOPY --from=a x y\nFROM y AS c\nCOPY --from=b x y\nFROM z AS a\nCOPY --from=c x y',
      'stages copy in a circle: b from a on line 3, a from c on line 7, c from b on line 5',
    ],
    [
      'stages without a name',
      'FROM x\nCOPY --from=1 x y\nFROM y\nCOPY --from=0 x y',
      'stages copy in a circle: 0 from 1 on line 2, 1 from 0 on line 4',
    ],
    [
      'a circle that the first stage only leads to',
      'FROM x AS a\nCOPY --from=b x y\nFROM x AS b\nCOPY --from=c x y\nFROM x AS c\nCOPY --from=b x y',
      'stages copy in a circle: b from c on line 4, c from b on line 6',
    ],
  ])('names every stage and line of a circle of %s', (_, text, message) => {
    expect(() => parseDockerfile({ path: 'Dockerfile', text })).toThrow(expect.objectContaining({ message }))
  })

  it('shortens a long circle', () => {
    const stages = Array.from({ length: 9 }, (_, i) => `FROM x AS s${i}\nCOPY --from=s${(i + 1) % 9} a b\n`)
    expect(() => parseDockerfile({ path: 'Dockerfile', text: stages.join('') })).toThrow(
      's0 from s1 on line 2, s1 from s2 on line 4, s2 from s3 on line 6, …, s7 from s8 on line 16, s8 from s0 on line 18',
    )
  })

  it('lets a stage that is never reached name a later one', () => {
    const text = 'FROM x AS a\nCOPY --from=b x y\nFROM y AS b'
    expect(() => checkStageGraph(parseDockerfile({ path: 'Dockerfile', text }))).not.toThrow()
  })

  it('follows very long chains', () => {
    const text = Array.from({ length: 500 }, (_, i) => `FROM x AS s${i}\nCOPY --from=s${i + 1} a b\n`).join('')
    expect(parseDockerfile({ path: 'Dockerfile', text }).stages).toHaveLength(500)
  })
})
