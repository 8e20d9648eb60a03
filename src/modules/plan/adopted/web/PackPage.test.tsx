// @vitest-environment jsdom
import { join } from 'node:path'
import { screen, within } from '@testing-library/react'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { wired } from '#testing/wire'
import { resolve } from '../../duties/resolve.rules.ts'
import { sayDuty } from '../../duties/say.rules.ts'
import { readPack } from '../../packs/pack-files.service.ts'
import type { Pack } from '../../packs/pack.contract.ts'
import { showPack } from '../plan.contract.ts'
import { PackPage } from './PackPage.tsx'
import { clearBrowser, furnishBrowser, openPage } from './page.factory.ts'

const read = await readPack(join(import.meta.dirname, '../../../../../packs/jincheng-chengqu-2024-37'))
const pack: Pack = 'pack' in read ? read.pack : (() => { throw new Error('the pack has mistakes') })()

const answer = {
  ...pack, kinds: pack.kinds.map(({ key, zh }) => ({ key, zh })),
  pack: {
    doc: pack.doc, number: pack.number, title: pack.title, issuer: pack.issuer, level: pack.level, region: pack.region, hash: 'f'.repeat(64),
    validFrom: '2025-09-01', clauses: pack.clauses.length, duties: pack.duties.length, needLocalValue: 1,
  },
  duties: pack.duties.map((duty) => ({
    doc: pack.doc, id: duty.id, matter: duty.matter, form: duty.form, clauses: duty.clauses, zh: sayDuty(duty, pack, 'zh'), en: sayDuty(duty, pack, 'en'),
    state: duty.form === 'content' ? 'form' : 'missing' in resolve(duty, pack, {}) ? 'needs-local-value' : 'counted', missing: [],
    ...(duty.decision === undefined ? {} : { decision: duty.decision }), ...(typeof duty.strength === 'string' ? { strength: duty.strength } : {}),
  })),
}

beforeEach(furnishBrowser)
afterEach(clearBrowser)

test('a document shows what carries its clauses, its phases with their days, and its activities', async () => {
  openPage(() => <PackPage params={{ doc: pack.doc }} />, [wired(showPack, () => answer)])
  const phases = within((await screen.findByRole('heading', { name: /^阶段/ })).closest('section')!)
  expect(phases.getByText('2024年12月1日 周日 至 2024年12月31日 周二')).toBeDefined()
  const activities = within(screen.getByRole('heading', { name: /^活动/ }).closest('section')!)
  expect(activities.getByText(pack.activities[0]!.zh)).toBeDefined()
  const carried = pack.clauses.filter(({ carrier }) => Array.isArray(carrier)).length
  expect(document.querySelector('.pl-counts')?.textContent).toContain(`责任 ${carried} 条`)
  expect(screen.getAllByText('不单独计数：写在记录的表单里').length).toBeGreaterThan(0)
})

test('no key of the data stands on the screen', async () => {
  openPage(() => <PackPage params={{ doc: pack.doc }} />, [wired(showPack, () => answer)])
  await screen.findByRole('heading', { name: pack.title })
  const text = document.querySelector('main')?.textContent ?? document.body.textContent
  expect(text).not.toMatch(/[a-z]+[-_][a-z]+|undefined|\[object/)
})
