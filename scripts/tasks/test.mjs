import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runChecks } from '../checks.mjs'
import { ensureBuilt } from '../build.mjs'
import { tool, VITEST } from '../root.mjs'

/** Checks, build and every test; the last line is the sum, and any failure is the exit code. */
export async function run() {
  const parts = [await runChecks(), build(), runTests(['fast', 'database']), runTests(['journeys']), runTests(['endurance'])]
  const sum = (what) => parts.reduce((total, part) => total + part[what], 0)
  process.exitCode = sum('failed') === 0 ? 0 : 1
  console.log(`\n${sum('passed')} passed, ${sum('failed')} failed`)
}

function build() {
  try {
    ensureBuilt()
    return { passed: 0, failed: 0 }
  } catch (error) {
    console.log(`✗ build: ${error.message}`)
    return { passed: 0, failed: 1 }
  }
}

/** Journeys run by themselves, and so does what kills and upgrades: their program needs the machine, and when it does not start the other tests still count. */
function runTests(projects) {
  const folder = mkdtempSync(join(tmpdir(), 'tongxin-report-'))
  const report = join(folder, 'report.json')
  try {
    const args = ['run', ...projects.map((name) => `--project=${name}`), '--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
    const { status } = tool(VITEST, args, { stdio: ['ignore', 'inherit', 'inherit'] })
    return count(JSON.parse(readFileSync(report, 'utf8')), status)
  } catch (error) {
    console.log(`✗ tests: ${error.message}`)
    return { passed: 0, failed: 1 }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** A file that did not load fails without a failed case; so does an error outside of any test, or a run of none. */
function count({ numPassedTests, numFailedTests, testResults }, status) {
  const broken = testResults.filter((file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed')).length
  const failed = numFailedTests + broken
  const silent = failed === 0 && (status !== 0 || numPassedTests === 0) ? 1 : 0
  return { passed: numPassedTests, failed: failed + silent }
}
