import type { Node } from '../../../src/dockerfile/nodes.ts'

/** The form in which upstream's `result` files show a parsed file. */
export function dump(nodes: readonly Node[]): string {
  return nodes.map(node => `(${dumpNode(node)})\n`).join('')
}

function dumpNode(node: Node): string {
  const flags = node.flags.length === 0 ? '' : ` [${node.flags.map(flag => quote(flag.text)).join(' ')}]`
  const head = node.keyword.toLowerCase() + flags
  if (node.trigger !== undefined) return `${head} (${dumpNode(node.trigger)})`
  return [head, ...node.args.map(quote)].join(' ')
}

/** Go's strconv.Quote, for the characters that occur. */
function quote(text: string): string {
  return JSON.stringify(text).replace(/\\u00([0-9a-f]{2})/g, '\\x$1')
}
