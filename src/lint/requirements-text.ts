/** A line of a requirements file that says something about other files, indexes or hashes. */
export type RequirementLine = {
  /** From 1: where the line begins, continuations aside. */
  readonly line: number
  /** From 1. */
  readonly column: number
} & (
  | { readonly kind: 'include'; readonly flag: '-r' | '-c'; readonly path: string }
  /** A project in a directory: `-e ../x`, `../x`. */
  | { readonly kind: 'directory'; readonly written: string; readonly path: string }
  | { readonly kind: 'extra-index' }
  /** A package that an index is asked for. */
  | { readonly kind: 'package' }
  /** `--hash` or `--require-hashes`: pip then takes nothing whose hash is not given. */
  | { readonly kind: 'hash' }
)

/** Bytes of a requirements file that is read; a longer one is none. */
export const largestRequirements = 1024 * 1024

/** Whether a file is called as requirements files are: `requirements-dev.txt`, `constraints.txt`, `test_requirements.txt`. */
export function isRequirementsName(path: string): boolean {
  return /(?:^|\/)(?:(?:requirements|constraints)[^/]*|[^/]*requirements)\.txt$/i.test(path)
}

/**
 * Reads a requirements file as far as it can be told without an index. A text that is not UTF-8 has no lines.
 * pip: _internal/req/req_file.py.
 */
export function readRequirements(bytes: Uint8Array): readonly RequirementLine[] {
  const text = new TextDecoder().decode(bytes)
  if (text.includes('\0') || text.includes('\ufffd')) return []
  return joinLines(text.split(/\r\n|\r|\n/)).flatMap(({ text: written, line }) => {
    const content = written.replace(/(^|\s+)#.*$/, '').trim()
    const column = written.length - written.trimStart().length + 1
    const kinds = content === '' ? [] : readLine(content)
    return kinds.map(kind => ({ ...kind, line, column }))
  })
}

interface Line {
  readonly text: string
  readonly line: number
}

/** Joins what backslashes part; a comment ends a continuation. */
function joinLines(lines: readonly string[]): Line[] {
  const joined: Line[] = []
  let open: Line | undefined
  for (const [index, text] of lines.entries()) {
    const line: Line = { text: (open?.text ?? '') + text.replace(/\\$/, ''), line: open?.line ?? index + 1 }
    const continues = text.endsWith('\\') && !/^\s*#/.test(text)
    if (continues) open = line
    else joined.push(/^\s*#/.test(text) && open !== undefined ? open : line)
    if (!continues) open = undefined
  }
  return open === undefined ? joined : [...joined, open]
}

type Bare<Each> = Each extends RequirementLine ? Omit<Each, 'line' | 'column'> : never

function readLine(content: string): Bare<RequirementLine>[] {
  const include = /^(?:-([rc])\s*|--(requirement|constraint)(?:=|\s+))(.+)$/.exec(content)
  if (include !== null) {
    const flag = include[1] === 'r' || include[2] === 'requirement' ? '-r' : '-c'
    const path = unquoted(include[3] ?? '')
    return isElsewhere(path) ? [] : [{ kind: 'include', flag, path }]
  }
  const editable = /^(?:-e\s*|--editable(?:=|\s+))(.+)$/.exec(content)
  const path = unquoted(editable?.[1] ?? content).replace(/[[#].*$/, '')
  if (!isElsewhere(path) && /^\.{0,2}\//.test(path)) return [{ kind: 'directory', written: content, path }]
  if (/^--extra-index-url\b/.test(content)) return [{ kind: 'extra-index' }]
  if (/^--require-hashes\b/.test(content)) return [{ kind: 'hash' }]
  if (editable !== null || content.startsWith('-') || /^[^\s;]*(?:@\s|:\/\/)|^\S+\s*@\s/.test(content)) return []
  return [{ kind: 'package' }, ...(/\s--hash[= ]/.test(content) ? [{ kind: 'hash' } as const] : [])]
}

function unquoted(path: string): string {
  return path.trim().replace(/^(["'])(.*)\1$/, '$2')
}

/** A URL, or a path that holds a variable. */
function isElsewhere(path: string): boolean {
  return /^[a-z][a-z0-9+.-]+:/i.test(path) || path.includes('${')
}
