import { type Selected, type SelectOptions, selectSource } from '../../src/context/selection.ts'
import { BasehitError } from '../../src/errors.ts'
import { ask, type Tree } from './tree.ts'

export const position = { file: 'Dockerfile', line: 4, column: 6 }

export const tree: Tree = {
  'requirements.txt': 'numpy',
  'setup.py': 'setup()',
  app: {
    'main.py': 'main',
    'main.pyc': 'compiled',
    static: { 'logo.svg': '<svg/>', empty: {} },
    link: ['link', '../requirements.txt'],
  },
  apt: { 'list.txt': 'curl' },
  current: ['link', 'app'],
  alias: ['link', 'current/static/logo.svg'],
  absolute: ['link', '/apt/list.txt'],
  outside: ['link', '../../etc/passwd'],
  clamped: ['link', '../../../apt/list.txt'],
  dangling: ['link', 'gone'],
  round: ['link', 'trip'],
  trip: ['link', 'round'],
  queue: ['fifo'],
  odd: { name: ['undecodable'] },
  private: ['mode', 0o700, { key: ['mode', 0o600, 'secret'] }],
}

export function select(source: string, options: SelectOptions = {}): string[] {
  return landings(ask(tree, selectSource(source, { ...options, position })).result)
}

export function landings({ entries }: Selected): string[] {
  return entries.map(entry => {
    if (entry.kind === 'directory') return `${entry.path}/`
    return entry.kind === 'symlink' ? `${entry.path} -> ${entry.target}` : entry.path
  })
}

export function questionsOf(source: string, options: SelectOptions = {}): string[] {
  return ask(tree, selectSource(source, options)).questions
}

export function failure(source: string, options: SelectOptions = {}): BasehitError {
  try {
    select(source, options)
  } catch (error) {
    if (error instanceof BasehitError) return error
    throw error
  }
  throw new Error(`${source} was selected`)
}
