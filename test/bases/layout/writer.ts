import { openLayout } from '../../../src/bases/layout/store.ts'
import { bytes, imageOf, putImage } from './samples.ts'

// A process of store.test.ts: node writer.ts DIRECTORY TAG stores one image under a tag; with `forever` it stores
// TAG-0, TAG-1, … until it is killed.
const [, , directory = '', tag = '', how = 'once'] = process.argv
const store = openLayout(directory)
if (how === 'once') await putImage(store, tag, imageOf(bytes(tag)))
else {
  for (let turn = 0; ; turn++) {
    await putImage(store, `${tag}-${turn}`, imageOf(bytes(`${tag} ${turn}`)))
    process.stdout.write(`${turn}\n`)
  }
}
