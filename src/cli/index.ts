#!/usr/bin/env node
import { existsSync } from 'node:fs'
import { enableCompileCache } from 'node:module'
import { join } from 'node:path'

const { XDG_CACHE_HOME, HOME, GITHUB_ACTIONS } = process.env
const home = XDG_CACHE_HOME || HOME
const cache = XDG_CACHE_HOME || join(HOME ?? '', '.cache')
// Node tries forever to make a folder where the system says that even its parent is not there.
const isUsable = home !== undefined && home !== '' && existsSync(home)
// Compiling is most of a short run, so this machine does it once. A runner of GitHub is new each time and would only write.
if (isUsable && GITHUB_ACTIONS !== 'true') enableCompileCache(join(cache, 'basehit', 'compiled'))
await import('./start.ts')
