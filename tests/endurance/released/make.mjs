// Keeps a filled database of the release that is about to be made: `node tests/endurance/released/make.mjs`, by hand.
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { ROOT } from '../../../scripts/root.mjs'
import { importSource } from '../../../scripts/source.mjs'

process.chdir(ROOT)
const { makeRelease } = await importSource('tests/endurance/released/make.ts')
const { version } = createRequire(import.meta.url)(join(ROOT, 'package.json'))
const { file, bytes, rows } = await makeRelease(join(import.meta.dirname, `${version}.backup`))
console.log(`${file}: ${rows} rows, ${Math.round(bytes / 1_000)} kB`)
