import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Input, inputs, type Output, outputs, planOutputs } from '../src/commands/inputs.ts'

/** A file with a part that is made from the tables of src/commands/inputs.ts. */
interface Generated {
  readonly path: string
  /** The whole file as it should be. Throws if the file as it is has no place for the part. */
  content(present: string): string
}

/** One action's own words; its inputs are the same in all of them. */
interface ActionFile {
  readonly name: string
  readonly description: string
  readonly outputs: readonly Output[]
  readonly main: string
}

const action: ActionFile = {
  name: 'Basehit',
  description: 'Keep the slow part of an image in a base that is built only when something that decides it changed.',
  outputs,
  main: 'dist/build/index.js',
}

const planAction: ActionFile = {
  name: 'Basehit plan',
  description: 'Find out which bases of an image are there and which are to be built, without building anything.',
  outputs: planOutputs,
  main: '../../dist/plan/index.js',
}

/** An action.yml, whole. */
export function actionYaml({ name, description, outputs, main }: ActionFile = action): string {
  const lines = [
    '# Made from src/commands/inputs.ts by scripts/docs.ts.',
    `name: ${name}`,
    `description: ${description}`,
    'branding:',
    '  icon: layers',
    '  color: orange',
    '',
    'inputs:',
    ...inputs.flatMap(inputYaml),
    '',
    'outputs:',
    ...outputs.flatMap(output => [`  ${output.name}:`, `    description: ${quoted(plain(output.description))}`]),
    '',
    'runs:',
    '  using: node24',
    `  main: ${main}`,
  ]
  return `${lines.join('\n')}\n`
}

function inputYaml(input: Input): string[] {
  const standard = input.default === undefined ? [] : [`    default: ${quoted(input.default)}`]
  const description = `    description: ${quoted(plain(input.description) + choicesText(input))}`
  return [`  ${input.name}:`, description, '    required: false', ...standard]
}

function choicesText({ choices }: Input): string {
  return choices === undefined ? '' : ` One of ${choices.join(', ')}.`
}

function plain(markdown: string): string {
  return markdown.replaceAll('`', '')
}

/** A YAML scalar, in the quotes that need no escape. */
function quoted(text: string): string {
  return /["\\]/.test(text) ? `'${text.replaceAll("'", "''")}'` : `"${text}"`
}

const forms: Readonly<Record<Input['kind'], string>> = {
  string: 'text',
  list: 'list',
  lines: 'list, one a line',
  boolean: '`true`, `false`',
  choice: '',
  number: 'number',
}

/** The README's table of inputs. */
export function inputTable(): string {
  const rows = inputs.map((input: Input) => {
    const form = input.choices?.map(choice => `\`${choice}\``).join(', ') ?? forms[input.kind]
    const standard = input.default === undefined ? '' : `\`${input.default}\``
    return [`\`${input.name}\``, form, standard, input.description]
  })
  return table(['input', 'value', 'default', 'what it does'], rows)
}

/** The README's table of outputs. */
export function outputTable(): string {
  return table(
    ['output', 'what it is'],
    outputs.map((output: Output) => [`\`${output.name}\``, output.description]),
  )
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [head, head.map(() => '---'), ...rows].map(row => `| ${row.join(' | ')} |`)
  return `${lines.join('\n')}\n`
}

/** A text with the part between `<!-- name -->` and `<!-- /name -->` replaced. Throws if the marks are not there once. */
export function replaceRegion(text: string, name: string, content: string): string {
  const [start, end] = [`<!-- ${name} -->\n`, `<!-- /${name} -->`]
  const [before, ...after] = text.split(start)
  const [, ...rest] = after.join(start).split(end)
  if (after.length !== 1 || rest.length !== 1) throw new Error(`${start.trim()} … ${end} is not there exactly once`)
  return `${before}${start}${content}${end}${rest[0]}`
}

const files: readonly Generated[] = [
  { path: 'action.yml', content: () => actionYaml() },
  { path: 'actions/plan/action.yml', content: () => actionYaml(planAction) },
  {
    path: 'README.md',
    content: present => replaceRegion(replaceRegion(present, 'inputs', inputTable()), 'outputs', outputTable()),
  },
]

/** The files whose generated parts are not as they should be; `write` brings them up to date. */
export function staleFiles(root: string, mode: 'check' | 'write'): readonly string[] {
  return files.flatMap(({ path, content }) => {
    const absolute = join(root, path)
    if (path === 'README.md' && !existsSync(absolute)) return []
    const present = existsSync(absolute) ? readFileSync(absolute, 'utf8') : ''
    const wanted = content(present)
    if (present === wanted) return []
    if (mode === 'write') writeFileSync(absolute, wanted)
    return [path]
  })
}

if (import.meta.main) {
  const mode = process.argv[2] === '--write' ? 'write' : process.argv[2] === '--check' ? 'check' : undefined
  if (mode === undefined) {
    process.stderr.write('Usage: node scripts/docs.ts --write | --check\n')
    process.exitCode = 2
  } else {
    const stale = staleFiles(join(import.meta.dirname, '..'), mode)
    for (const path of stale)
      process.stderr.write(`${path} ${mode === 'write' ? 'written' : 'is stale: node scripts/docs.ts --write'}\n`)
    if (mode === 'check' && stale.length > 0) process.exitCode = 1
  }
}
