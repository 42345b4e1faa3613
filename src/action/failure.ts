import { isAbsolute, relative, resolve } from 'node:path'
import type { AnnotationProperties } from '@actions/core'
import { BasehitError } from '../errors.ts'

/** An error as an annotation. */
export interface Annotation {
  readonly message: string
  readonly properties: AnnotationProperties
}

/** The annotation of an error: at its place in the workspace if it has one, titled with its code. */
export function annotationOf(error: unknown, workspace: string): Annotation {
  if (!(error instanceof BasehitError)) {
    const fault = error instanceof Error ? (error.stack ?? error.message) : String(error)
    return { message: fault, properties: { title: 'a fault in Basehit itself; please report it' } }
  }
  const { code, message, remedy, position } = error
  const text = remedy === undefined ? message : `${message}\n${remedy}`
  if (position === undefined) return { message: text, properties: { title: code } }
  const file = relative(workspace, resolve(workspace, position.file))
  const isInside = !file.startsWith('../') && !isAbsolute(file)
  return {
    message: `${position.file}:${position.line}:${position.column}: ${text}`,
    properties: isInside
      ? { title: code, file, startLine: position.line, startColumn: position.column }
      : { title: code },
  }
}
