/** Words that a runner obeys. */
const commands = [
  ...['::error::x', '::add-path::/evil', '::add-mask::e', '::stop-commands::t', '::set-output name=digest::sha256:0'],
  ...['::save-state name=a::b', '::group::', '::endgroup::', '::error title=BH001,file=a,line=1::x', '::ADD-PATH::/e'],
  ...[
    '##[set-output name=digest]x',
    '##[add-path]/evil',
    '##[error]x',
    '##[group]g',
    '##[stop-commands]t',
    '##[SAVE-STATE name=a]b',
  ],
] as const

/** Characters that vanish, that are trimmed, or that begin a line somewhere. */
const noise = [
  ...['', ' ', '\t', '\r', '\r\n', '\v', '\f', '\0', '\u0085', '\u00a0', '\u1680', '\u2003', '\u2028', '\u2029'],
  ...[
    '\u3000',
    '\ufeff',
    '\u200b',
    '\u200e',
    '\u202e',
    '\u2066',
    '\u00ad',
    '\b',
    '\u001b[0m',
    '\u001b[2K',
    '\u001b[1;31m',
  ],
  ...[
    '\u001b]0;t\u0007',
    '\u001b]8;;http://e\u001b\\',
    '\u001bc',
    '\u009b0m',
    '\u001b',
    '\u007f',
    '%0A',
    '%0D%0A',
    ':',
    '#',
  ],
] as const

/** As many lines as wanted, each an attempt to be taken for a command; the same ones for the same seed. */
export function* hostileLines(count: number, seed = 1): Generator<string> {
  const random = generator(seed)
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T
  for (let made = 0; made < count; made++) {
    const command = pick(commands)
    const cut = Math.floor(random() * command.length)
    const inside = random() < 0.5 ? '' : pick(noise)
    const before = Array.from({ length: Math.floor(random() * 4) }, () => pick(noise)).join('')
    const words = random() < 0.2 ? pick(['#7 0.12 ', 'ok ', 'a: ', '    ']) : ''
    yield `${words}${before}${command.slice(0, cut)}${inside}${command.slice(cut)}${pick(noise)}`
  }
}

/** Numbers in [0, 1) that depend on the seed alone (mulberry32). */
export function generator(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}
