import { buffer } from 'node:stream/consumers'
import type { Readable } from 'node:stream'
import { expect, it } from 'vitest'
import { actAs, makeHolder, useBench } from '#modules/org/org.factory'
import { WORKBOOK_LIMITS } from '#platform/workbook/limits'
import { readWorkbook } from '#platform/workbook/read'
import { useDatabase } from '#testing/database'
import { makePlain, makeRegionOfRecords } from './plain.factory.ts'
import { exportRecords } from './plain-export.service.ts'
import { listPlainKinds, preparePlain } from './plain-form.service.ts'
import { listRecords, readPlain } from './plain-reading.service.ts'
import { recordPlain } from './plain.service.ts'

const bench = useBench(useDatabase())

it('a kind that only a document declares has its form, list, page and export', async () => {
  const { principal, teacher, one, two } = await makeRegionOfRecords(bench)
  const { kinds } = await actAs(bench.app, principal, listPlainKinds)
  expect(kinds.find((kind) => kind.kind === 'garden_day')).toEqual({ kind: 'garden_day', zh: '种植日', group: '与您的岗位有关' })
  const colleague = await makeHolder(bench.owner, { kind: 'subject_teacher', at: one, subject: '音乐' })
  expect((await actAs(bench.app, colleague, listPlainKinds)).kinds).toContainEqual({ kind: 'garden_day', zh: '种植日', group: '班级的活动' })

  const form = await actAs(bench.app, principal, (act) => preparePlain(act, 'garden_day'))
  expect(form).toMatchObject({
    subject: 'class', fields: [{ key: 'plants', type: 'enums' }, { key: 'watered', type: 'count' }], classes: [{ id: one.id }, { id: two.id }],
    rules: [{ form: 'content', text: '种植须讲解节气', number: '云杉教〔2024〕1号', clause: '1/b' }, { form: 'prohibition', text: '不得以种植收费' }],
  })

  const entry = makePlain('garden_day', { classIds: [one.id, two.id], fields: { plants: ['tree', 'bean'], watered: 2 } })
  const { recordId } = await actAs(bench.app, principal, (act) => recordPlain(act, entry))
  expect((await actAs(bench.app, teacher, (act) => listRecords(act, { limit: 30, kind: 'garden_day' }))).records)
    .toMatchObject([{ recordId, zh: '种植日', about: ['三(1)班'] }])
  expect(await actAs(bench.app, principal, (act) => readPlain(act, recordId)))
    .toMatchObject({ zh: '种植日', classes: [{ name: '三(1)班' }, { name: '三(2)班' }], definition: [{ zh: '种了什么' }, { zh: '浇了几次' }] })

  const { file, name } = await actAs(bench.app, principal, (act) => exportRecords(act, 'garden_day'))
  expect(name).toBe('种植日记录-2026-11-21.xlsx')
  const { sheets } = await readWorkbook(await buffer(file as Readable), WORKBOOK_LIMITS)
  expect(sheets[0]?.rows.map((row) => row.cells.flatMap((cell) => cell?.text ?? []))).toEqual([
    ['日期', '对象', '学生人数', '种了什么', '浇了几次', '参加人', '状态'],
    ['2026-11-18', '三(1)班、三(2)班', '树、豆', '2', expect.stringContaining('示例校长')],
  ])
})

it.each([
  ['an option that is not there', { plants: ['rose'] }, 'plants'],
  ['more than may be', { plants: ['tree'], watered: 10 }, 'watered'],
  ['nothing where something is required', {}, 'plants'],
])('%s is refused by the definition alone', async (_, fields, wrong) => {
  const { principal, one } = await makeRegionOfRecords(bench)
  await expect(actAs(bench.app, principal, (act) => recordPlain(act, makePlain('garden_day', { classIds: [one.id], fields }))))
    .rejects.toMatchObject({ code: 'wrong-fields', fields: { [wrong]: expect.any(String) } })
})
