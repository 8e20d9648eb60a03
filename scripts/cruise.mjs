import { createRequire } from 'node:module'
import { join } from 'node:path'
import { ROOT } from './root.mjs'

/**
 * What dependency-cruiser finds under `src` of `folder` by the project's rules: `{ files, edges, violations }`.
 * It reads TypeScript 7 through swc, whose parser it does not tell about JSX; so that is told here.
 */
export async function cruiseSources(folder = ROOT) {
  const require = createRequire(import.meta.url)
  const swc = require('@swc/core')
  const parse = swc.parseFileSync
  swc.parseFileSync = (file, options) => parse.call(swc, file, { ...options, tsx: file.endsWith('.tsx') })
  const before = process.cwd()
  process.chdir(folder)
  try {
    const { cruise } = await import('dependency-cruiser')
    const { forbidden, options } = require(join(ROOT, '.dependency-cruiser.cjs'))
    const { output } = await cruise(['src'], { ...options, baseDir: folder, validate: true, ruleSet: { forbidden } }, options.enhancedResolveOptions)
    return {
      files: output.modules.map((module) => module.source).filter((source) => source.startsWith('src/')),
      edges: output.modules.flatMap((module) => module.dependencies.map((dependency) => [module.source, dependency.resolved])),
      violations: output.summary.violations.map((v) => `${v.rule.name}: ${v.from} → ${v.to}`),
    }
  } finally {
    process.chdir(before)
    swc.parseFileSync = parse
  }
}
