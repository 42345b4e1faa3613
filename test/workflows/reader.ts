import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const folder = join(import.meta.dirname, '../../.github/workflows')

/** One declared input of a workflow. */
export interface Declared {
  readonly name: string
  readonly type: string
  readonly default: string | undefined
}

/** One use of one of our own actions. */
export interface Use {
  readonly job: string
  /** `basehit/basehit` or the sub-action below it. */
  readonly action: string
  /** What is passed, as it is written. */
  readonly passed: ReadonlyMap<string, string>
}

/** What these tests want to know of a workflow. It is read by its indentation, which the formatter keeps. */
export interface Workflow {
  readonly text: string
  readonly inputs: readonly Declared[]
  readonly uses: readonly Use[]
}

/** Reads one of the workflows of this repository. */
export function readWorkflow(name: string): Workflow {
  const text = readFileSync(join(folder, name), 'utf8')
  return { text, inputs: declaredInputs(text), uses: ownUses(text) }
}

function declaredInputs(text: string): Declared[] {
  const block = /^ {4}inputs:.*\n((?: {6,}.*\n)+)/m.exec(text)?.[1] ?? ''
  const entries = block.matchAll(/^ {6}([\w-]+):\n((?: {8,}.*\n)+)/gm)
  return [...entries].map(([, declared = '', body = '']) => ({
    name: declared,
    type: /^ {8}type: (\w+)$/m.exec(body)?.[1] ?? '',
    default: /^ {8}default: (.*)$/m.exec(body)?.[1]?.replace(/^(['"])(.*)\1$/, '$2'),
  }))
}

function ownUses(text: string): Use[] {
  const jobs = [...text.slice(text.indexOf('\njobs:\n')).matchAll(/^ {2}([\w-]+):\n((?: {4,}.*\n|\n)+)/gm)]
  return jobs.flatMap(([, job = '', body = '']) => {
    const steps = body.matchAll(/^ {8}uses: (basehit\/\S+)@v0\n {8}with:\n((?: {10}.*\n)+)/gm)
    return [...steps].map(([, action = '', passed = '']) => ({ job, action, passed: pairs(passed) }))
  })
}

function pairs(block: string): Map<string, string> {
  return new Map([...block.matchAll(/^ {10}([\w-]+): (.*)$/gm)].map(([, name = '', value = '']) => [name, value]))
}
