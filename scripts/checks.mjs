import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { Stop } from './stop.mjs'
import { ROOT } from './root.mjs'

/** Runs every check even if one fails, and says at the end which did. Answers `{ passed, failed }`. */
export async function runChecks() {
  const folder = join(ROOT, 'scripts/checks')
  const results = []
  for (const name of readdirSync(folder).filter((file) => file.endsWith('.mjs') && !file.endsWith('.test.mjs')).sort()) {
    results.push(await runOne(await import(pathToFileURL(join(folder, name)).href)))
  }
  const failed = results.filter((result) => !result.ok)
  console.log(`\n检查 ${results.length} 项${failed.length === 0 ? '，全部通过' : `，未通过：${failed.map((result) => result.title).join('、')}`}`)
  return { passed: results.length - failed.length, failed: failed.length }
}

async function runOne({ title, run }) {
  const began = Date.now()
  const problems = await Promise.resolve().then(run).catch((error) => [error instanceof Stop ? error.message : error.stack ?? String(error)])
  console.log(`${problems.length === 0 ? '✓' : '✗'} ${title} (${((Date.now() - began) / 1000).toFixed(1)} s)`)
  for (const problem of problems) console.log(`    ${problem}`)
  return { title, ok: problems.length === 0 }
}
