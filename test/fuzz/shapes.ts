import { heavyShapes } from './heavy.ts'
import { Random } from './random.ts'
import type { Seeds } from './seeds.ts'
import { instructions, pieces } from './words.ts'

/** A kind of input. */
export interface Shape {
  readonly name: string
  make(random: Random, seeds: Seeds): Uint8Array
}

/** An input, and the shape it is of. */
export interface Made {
  readonly shape: string
  readonly bytes: Uint8Array
}

/** Every so many inputs one is large. */
export const heavyPeriod = 500

/** The shapes of small inputs, which take turns. */
export const shapes: readonly [Shape, ...Shape[]] = [
  { name: 'bytes', make: random => Uint8Array.from(random.times(random.below(200), () => random.below(256))) },
  { name: 'pieces', make: random => encode(random.times(random.between(1, 60), () => piece(random)).join('')) },
  { name: 'instructions', make: random => encode(instructionText(random)) },
  { name: 'mutation', make: (random, seeds) => mutate(random, random.pick(seeds.files)) },
  { name: 'splice', make: (random, seeds) => splice(random, random.pick(seeds.files), random.pick(seeds.files)) },
  { name: 'nesting', make: random => encode(`FROM a\nENV a=${nest(random, random.between(1, 12))}\nRUN $a\n`) },
  { name: 'heredocs', make: random => encode(heredocs(random)) },
  { name: 'instructions, mutated', make: random => mutate(random, encode(instructionText(random))) },
]

/** Input `index` of a run. */
export function makeInput(seed: number, index: number, seeds: Seeds): Made {
  const random = new Random(seed, index)
  const [turn, at] = [Math.floor(index / heavyPeriod), index % heavyPeriod]
  const shape =
    at === heavyPeriod - 1
      ? (heavyShapes[turn % heavyShapes.length] ?? shapes[0])
      : (shapes[at % shapes.length] ?? shapes[0])
  return { shape: shape.name, bytes: shape.make(random, seeds) }
}

function encode(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}

/** A piece, or for a lone half of a character its bytes as a careless encoder writes them: that is the mutations' part. */
function piece(random: Random): string {
  return random.pick(pieces)
}

function instructionText(random: Random): string {
  const head = random.pick([
    'FROM debian\n',
    'FROM debian AS s\n',
    'FROM scratch AS s\n',
    'ARG a=%\nFROM debian AS s\n',
  ])
  const lines = random.times(random.between(1, 8), () => random.pick(instructions))
  const end = random.below(20) === 0 ? '\r\n' : '\n'
  return fill(random, head) + lines.map(line => fill(random, line) + end).join('')
}

function fill(random: Random, template: string): string {
  return template.replace(/%/g, () => word(random))
}

function word(random: Random): string {
  const kind = random.below(10)
  if (kind < 4) return random.pick(['a', 'b', 's', 'd', 'x', '1', '$a', '"$b"', '/x', '${a}', '0644', 'sha256'])
  if (kind < 8) return random.times(random.between(1, 3), () => piece(random).replace(/\n/g, '')).join('')
  return kind === 8 ? nest(random, random.between(1, 4)) : piece(random)
}

/** `${a:-${b#…}}`, now and then with an end missing. */
function nest(random: Random, depth: number): string {
  if (depth === 0) return random.pick(['x', '*', '?', '\\', '$a', '/', '', "'q'", '"q"', '\\}'])
  const operator = random.pick([':-', ':+', ':?', '-', '+', '?', '#', '##', '%', '%%', '/', '//', ':', '', '!'])
  const inner = nest(random, depth - 1)
  const rest = operator.startsWith('/') ? `/${nest(random, Math.floor(depth / 2))}` : ''
  return `\${${random.pick(['a', 'b', 'PATH', '1', '@', ''])}${operator}${inner}${rest}${random.below(50) === 0 ? '' : '}'}`
}

function heredocs(random: Random): string {
  const names = random.times(random.between(1, 5), () =>
    random.pick(['E', 'F', '"G"', "'H'", '-I', 'J.txt', 'é', '$a', '']),
  )
  const heads = names.map(name => `${random.pick(['', '1', '-'])}<<${name}`).join(' ')
  const bodies = names.map(
    name => `${random.pick(['$a', '\\', '${a', 'x\r', '\t', '"'])}\n${name.replace(/["'-]/g, '')}\n`,
  )
  const line = random.pick([
    `RUN ${heads}`,
    `COPY ${heads} /x/`,
    `ADD ${heads} /x`,
    `RUN cat ${heads} > y`,
    `ENV ${heads}`,
  ])
  return `FROM a\nENV a=1\n${line}\n${bodies.slice(random.below(3) === 0 ? 1 : 0).join('')}RUN z\n`
}

function mutate(random: Random, bytes: Uint8Array): Uint8Array {
  let mutated = bytes
  for (let count = random.between(1, 6); count > 0; count--) mutated = mutateOnce(random, mutated)
  return mutated
}

function mutateOnce(random: Random, bytes: Uint8Array): Uint8Array {
  const at = random.below(bytes.length + 1)
  const end = Math.min(bytes.length, at + random.between(1, 20))
  const [before, cut, after] = [bytes.subarray(0, at), bytes.subarray(at, end), bytes.subarray(end)]
  switch (random.below(6)) {
    case 0:
      return join(before, after)
    case 1:
      return join(before, cut, cut, after)
    case 2:
      return join(before, encode(piece(random)), cut, after)
    case 3:
      return join(before, encode(fill(random, `\n${random.pick(instructions)}\n`)), cut, after)
    case 4:
      return join(
        before,
        Uint8Array.from(cut.subarray(0, 1), byte => byte ^ (1 << random.below(8))),
        cut.subarray(1),
        after,
      )
    default:
      return random.below(8) === 0 ? before : join(before, after, cut)
  }
}

function splice(random: Random, one: Uint8Array, other: Uint8Array): Uint8Array {
  return join(one.subarray(0, random.below(one.length + 1)), other.subarray(random.below(other.length + 1)))
}

function join(...parts: readonly Uint8Array[]): Uint8Array {
  return Buffer.concat(parts)
}
