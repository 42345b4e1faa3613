import { childPath, classifyMode, type Entry } from '../../src/context/entry.ts'
import { compilePatterns, type Matcher } from '../../src/context/ignore.ts'
import type { ContextAnswer, ContextQuestion, Selecting } from '../../src/context/questions.ts'
import { compileWildcard } from '../../src/context/wildcard.ts'
import { sha256Hex } from '../../src/image/digest.ts'

/** A context in memory: text is a file, an object a directory, `link` and `special` what they say. */
export interface Tree {
  readonly [name: string]: string | Tree | Link | Special | Moded
}
type Node = Tree[string]
type Link = readonly ['link', string]
type Special = readonly ['fifo' | 'socket' | 'device' | 'undecodable']
type Moded = readonly ['mode', number, string | Tree]

/** Lets a computation ask a tree, and returns its result with the questions it asked; `ignore` hides nothing, it explains. */
export function ask<Result>(
  tree: Tree,
  computation: Selecting<Result>,
  ignore: Matcher = compilePatterns([]),
): { result: Result; questions: string[] } {
  const questions: string[] = []
  let step = computation.next()
  while (!step.done) {
    const { kind, path } = step.value
    questions.push(`${kind} ${path}${step.value.kind === 'list' ? ` ${step.value.pattern ?? ''}` : ''}`.trim())
    step = computation.next(step.value.kind === 'explain' ? ignore.explain(path) : answer(tree, step.value))
  }
  return { result: step.value, questions }
}

function answer(tree: Tree, question: ContextQuestion): ContextAnswer {
  const node = find(tree, question.path)
  switch (question.kind) {
    case 'stat':
      return node === undefined ? undefined : describe(question.path, node)
    case 'list': {
      const wildcard = question.pattern === undefined ? undefined : compileWildcard(question.pattern)
      return Object.entries(children(node))
        .filter(([name]) => wildcard?.matches(name) !== false)
        .sort(([one], [other]) => (one < other ? -1 : 1))
        .map(([name, child]) => describe(childPath(question.path, name), child))
    }
    case 'hash':
      return sha256Hex(content(node))
    case 'explain':
      return undefined
  }
}

function find(tree: Tree, path: string): Node | undefined {
  let node: Node | undefined = tree
  for (const name of path === '' ? [] : path.split('/')) node = children(node)[name]
  return node
}

function children(node: Node | undefined): Tree {
  if (isList(node)) return node[0] === 'mode' ? children(node[2]) : {}
  return typeof node === 'object' ? node : {}
}

function content(node: Node | undefined): string {
  if (isList(node)) return node[0] === 'mode' ? content(node[2]) : ''
  return typeof node === 'string' ? node : ''
}

function describe(path: string, node: Node): Entry {
  if (isList(node)) {
    if (node[0] === 'link') return { kind: 'symlink', path, target: node[1] }
    if (node[0] === 'mode') return { ...describe(path, node[2]), mode: classifyMode(node[1]) } as Entry
    return { kind: 'special', path, special: node[0], ...(node[0] === 'undecodable' ? { bytes: '61 ff' } : {}) }
  }
  if (typeof node === 'string') return { kind: 'file', path, mode: classifyMode(0o644), size: node.length }
  return { kind: 'directory', path, mode: classifyMode(0o755) }
}

function isList(node: Node | undefined): node is Link | Special | Moded {
  return Array.isArray(node)
}
