import { refuses, same } from './pairs.ts'

const lines = (count: number, line: (at: number) => string) =>
  Array.from({ length: count }, (_, at) => line(at)).join('')
const fat = `FROM debian\nENV a=${'x'.repeat(60_000)}\n`
const many = 'this base has more to record than 4194304 characters of variables, ports and repeated files [BH024]'

same({}, [
  [
    'what a large project has',
    `FROM debian\n${lines(200, at => `ENV v${at}=x\nRUN a\n`)}`,
    `FROM debian\n${lines(200, at => `ENV v${at}="x"\nRUN a\n`)}`,
  ],
])

const tree = Object.fromEntries(Array.from({ length: 500 }, (_, at) => [`d/${at}`, '']))

const patterns = 'this base has too many patterns of ${…} to match against long values [BH024]'
const matched = '${none:+${a//xxxxxxxxxxxxxxxxxxxy/z}}'

refuses({ files: tree }, [
  [`${fat}${lines(100, () => `LABEL b=${matched}\n`)}`, `42:1: ${patterns}`],
  [`${fat}${lines(100, () => `EXPOSE ${matched}\n`)}`, `42:1: ${patterns}`],
  [`ARG a=${'x'.repeat(60_000)}\n${lines(100, () => `ARG b=${matched}\n`)}FROM debian\n`, `41:1: ${patterns}`],
  [`FROM debian\nCOPY ${'d '.repeat(900)}/x/\n`, `2:1: ${many}`],
  [`${fat}${lines(200, () => 'RUN a\n')}`, `71:1: ${many}`],
  [`${fat}${lines(200, () => 'LABEL a=$a\n')}`, `71:1: ${many}`],
  [`FROM debian\n${lines(40, () => 'EXPOSE 1-65535\n')}`, `6:1: ${many}`],
])
