import type { BasehitError } from '../errors.ts'
import type { BuildReason, Decision } from '../plan/decide.ts'
import type { Change } from '../recipe/changes.ts'
import type { DependencyDigest } from '../recipe/recipe.ts'

/** What a command says while it works. Wording is elsewhere. */
export type Event =
  /** A base's digest is known. */
  | { readonly kind: 'lowered'; readonly name: string; readonly platform: string; readonly digest: DependencyDigest }
  /** The store was asked, and what follows from its answer. */
  | {
      readonly kind: 'decided'
      readonly name: string
      readonly platform: string
      readonly digest: DependencyDigest
      readonly decision: Decision
    }
  /** Why the base is another one than last time. */
  | { readonly kind: 'changed'; readonly name: string; readonly platform: string; readonly changes: readonly Change[] }
  | { readonly kind: 'build-started'; readonly what: string; readonly why: BuildReason | 'app' | 'verify' }
  | {
      readonly kind: 'step'
      readonly name: string
      readonly state: 'started' | 'done' | 'cached' | 'failed'
      readonly durationMs?: number | undefined
    }
  /** Output of a step, one printable line. */
  | { readonly kind: 'log'; readonly line: string }
  | { readonly kind: 'published'; readonly reference: string; readonly tag: string; readonly durationMs: number }
  /** Another run was first; its base is used. */
  | { readonly kind: 'adopted'; readonly reference: string; readonly wastedMs: number }
  | { readonly kind: 'app-built'; readonly digest: string | undefined; readonly durationMs: number }
  /** Worth knowing, nothing to do. */
  | { readonly kind: 'notice'; readonly message: string }
  /** Worth doing something about. `fault` says the same with its code, place and remedy apart, where it has a code. */
  | { readonly kind: 'warning'; readonly message: string; readonly fault?: BasehitError }
