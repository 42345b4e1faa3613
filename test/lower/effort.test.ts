import { refuses, same } from './pairs.ts'

const lines = (count: number, line: (at: number) => string) =>
  Array.from({ length: count }, (_, at) => line(at)).join('')
const fat = `FROM debian\nENV a=${'x'.repeat(60_000)}\n`
const many = 'the variables and ports of this base come to more than 8388608 characters [BH024]'

same({}, [
  [
    'what a large project has',
    `FROM debian\n${lines(200, at => `ENV v${at}=x\nRUN a\n`)}`,
    `FROM debian\n${lines(200, at => `ENV v${at}="x"\nRUN a\n`)}`,
  ],
])

refuses({}, [
  [`${fat}${lines(200, () => 'RUN a\n')}`, `141:1: ${many}`],
  [`${fat}${lines(200, () => 'LABEL a=$a\n')}`, `141:1: ${many}`],
  [`FROM debian\n${lines(40, () => 'EXPOSE 1-65535\n')}`, `10:1: ${many}`],
])
