/** One difference between two recipes. */
export interface Change {
  readonly kind: ChangeKind
  /** What differs: an image, a path, a variable, a field. */
  readonly subject: string
  readonly change: 'added' | 'removed' | 'changed'
  readonly before?: string
  readonly after?: string
}

export type ChangeKind =
  /** An upstream image is another one, or its tag moved. */
  | 'upstream'
  /** A file, directory or link that is copied or mounted. */
  | 'file'
  /** A command. */
  | 'run'
  /** A COPY, ADD or WORKDIR as such: where to, whose, with which mode. */
  | 'instruction'
  /** A variable that commands or children see; values that may be secret are hashes. */
  | 'variable'
  /** A mount of a RUN. */
  | 'mount'
  /** A field of the image config. */
  | 'config'
  /** Platform, salt, time stamp, version of the recipe. */
  | 'setting'

/** What two printed values of one subject differ in: one change, or none. */
export function difference(
  kind: ChangeKind,
  subject: string,
  before: string | undefined,
  after: string | undefined,
): Change[] {
  if (before === after) return []
  const change = before === undefined ? 'added' : after === undefined ? 'removed' : 'changed'
  return [
    { kind, subject, change, ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }) },
  ]
}
