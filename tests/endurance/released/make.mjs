// Keeps a filled database of the release that is about to be made: `node tests/endurance/released/make.mjs`, by hand.
import { mkdtempSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ROOT } from '../../../scripts/root.mjs'
import { importSource } from '../../../scripts/source.mjs'

process.chdir(ROOT)
const { makeRelease } = await importSource('tests/endurance/released/make.ts')
const { version } = createRequire(import.meta.url)(join(ROOT, 'package.json'))
const folder = mkdtempSync(join(tmpdir(), 'tongxin-release-'))
try {
  const { file, bytes, rows } = await makeRelease(folder, join(import.meta.dirname, `${version}.backup`))
  console.log(`${file}: ${rows} rows, ${Math.round(bytes / 1_000)} kB`)
} finally {
  rmSync(folder, { recursive: true, force: true })
}
