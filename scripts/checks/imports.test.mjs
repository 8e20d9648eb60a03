import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { cruiseSources } from '../cruise.mjs'

const folder = mkdtempSync(join(tmpdir(), 'tongxin-imports-'))
afterAll(() => { rmSync(folder, { recursive: true }) })

const PLANTED = {
  'src/kernel/ids.ts': `import type { Pool } from '#platform/db/pool'\nexport type X = Pool`,
  'src/platform/db/pool.ts': `export interface Pool { size: number }`,
  'src/modules/org/index.ts': `export { plan } from '#modules/plan/index'`,
  'src/modules/plan/index.ts': `export const plan = 1`,
  'src/modules/plan/duty.rules.ts': `import { readFileSync } from 'node:fs'\nexport const read = readFileSync`,
  'src/modules/plan/duty.store.ts': `export const load = () => 1`,
  'src/modules/plan/web/DutyPage.tsx': `import { load } from '../duty.store.ts'\nexport const DutyPage = () => <p title={\`\${load()}\`}>x</p>`,
  'src/modules/plan/web/LazyPage.tsx': `export const load = async () => <b>{(await import('#modules/plan/missing')).x}</b>`,
}

it('catches planted violations, each by the rule meant for it', async () => {
  cpSync('package.json', join(folder, 'package.json'))
  for (const [file, content] of Object.entries(PLANTED)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true })
    writeFileSync(join(folder, file), content)
  }
  const { files, violations } = await cruiseSources(folder)
  expect(files).toEqual(expect.arrayContaining(Object.keys(PLANTED)))
  expect(violations.sort()).toEqual([
    'kernel-is-the-bottom: src/kernel/ids.ts → src/platform/db/pool.ts',
    'no-broken-imports: src/modules/plan/web/LazyPage.tsx → #modules/plan/missing',
    'org-looks-down: src/modules/org/index.ts → src/modules/plan/index.ts',
    'rules-are-pure: src/modules/plan/duty.rules.ts → fs',
    'web-stays-in-the-browser: src/modules/plan/web/DutyPage.tsx → src/modules/plan/duty.store.ts',
  ])
})
