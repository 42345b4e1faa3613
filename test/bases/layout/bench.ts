import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect } from 'vitest'
import { openLayout } from '../../../src/bases/layout/store.ts'
import type { BaseStore } from '../../../src/bases/port.ts'
import { digestHex, type ManifestDigest } from '../../../src/image/digest.ts'

/** The folder of one test, the layout below it, which is not there yet, and its store. */
export let parent: string
export let root: string
export let store: BaseStore

beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'basehit layout-'))
  root = join(parent, '.basehit')
  store = openLayout(root)
})

afterEach(() => rmSync(parent, { recursive: true, force: true }))

export function blobFile(digest: ManifestDigest): string {
  return join(root, 'blobs', 'sha256', digestHex(digest))
}

export function readIndex() {
  return JSON.parse(readFileSync(join(root, 'index.json'), 'utf8'))
}

/** Expects the layout and nothing temporary. */
export function expectTidy(): void {
  expect(readdirSync(root).sort()).toEqual(['.gitignore', '.work', 'blobs', 'index.json', 'ingest', 'oci-layout'])
  expect(readdirSync(join(root, '.work'))).toEqual([])
}
