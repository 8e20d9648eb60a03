import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { newId } from '#kernel/ids'
import { insertBodies, type NewBody } from '#modules/org/index'
import { actAs, makeHolder, makeUnit, type Acting, type Bench, type MadeUnit } from '#modules/org/org.factory'
import { adoptFrom, makeSchoolOfVisits } from '../ledger.factory.ts'
import type { PlainEntry } from './plain.contract.ts'
import { recordPlain } from './plain.service.ts'

const SHARED_KINDS = join(import.meta.dirname, '../../../../packs/kinds')

const CLAUSES = `
- { id: 1/a, kind: duty-recurring, actor: 学校, counterpart: 学生, summary: 每学年劳动种植一次, en: one gardening day a year, carrier: [gardening] }
- { id: 1/b, kind: content-rule, actor: 学校, counterpart: 学生, summary: 种植须讲解节气, en: the seasons are explained, carrier: [gardening-content] }
- { id: 1/c, kind: content-rule, actor: 学校, counterpart: 学生, summary: 不得以种植收费, en: no fees for gardening, carrier: [gardening-fees] }
`
const DUTY = `
- id: gardening
  matter: gardening
  clauses: [1/a]
  form: count
  bearer: { kind: unit }
  subject: { kind: class, of: unit }
  action: { kind: garden_day, where: [] }
  relation: at-least
  number: 1
  unit: times
  when: { period: academic-year }
  strength: must
- id: gardening-content
  matter: gardening
  clauses: [1/b]
  form: content
  bearer: { kind: unit }
  subject: { kind: none }
  action: { kind: garden_day, where: [] }
  relation: all
  when: { standing: true }
  strength: must
- id: gardening-fees
  matter: gardening
  clauses: [1/c]
  form: prohibition
  bearer: { kind: unit }
  subject: { kind: none }
  action: { kind: finding, where: [{ field: rule, in: [committee_fees] }] }
  relation: at-most
  number: 0
  unit: times
  when: { period: academic-year }
  strength: must
`
const GARDEN_DAY = `
key: garden_day
zh: 种植日
en: gardening day
verb: { zh: 举办, en: hold }
from: 2023-09-01
subject: class
fields:
  - { key: plants, zh: 种了什么, en: plants, type: enums, required: true, about: record, setBy: recorder, options: [{ key: tree, zh: 树, en: tree }, { key: bean, zh: 豆, en: bean }] }
  - { key: watered, zh: 浇了几次, en: watered, type: count, required: false, about: record, setBy: recorder, max: 9 }
minutes: { work: 60, travel: 0, estimated: true }
`

/** A document invented here holds too: every shared kind of record, and one (种植日) that no code of the program has heard of. */
async function adoptInvented(bench: Bench, regionId: number): Promise<void> {
  const root = mkdtempSync(join(tmpdir(), 'tongxin-pack-'))
  const folder = join(root, 'invented-2024-1')
  const kinds = [...readdirSync(SHARED_KINDS).map((file) => basename(file, '.yaml')), 'garden_day']
  try {
    mkdirSync(join(folder, 'duties'), { recursive: true })
    cpSync(SHARED_KINDS, join(folder, 'kinds'), { recursive: true })
    writeFileSync(join(folder, 'kinds/garden_day.yaml'), GARDEN_DAY)
    writeFileSync(join(folder, 'clauses.yaml'), CLAUSES)
    writeFileSync(join(folder, 'duties/gardening.yaml'), DUTY)
    writeFileSync(join(folder, 'pack.yaml'), `doc: invented-2024-1
number: 云杉教〔2024〕1号
title: 示例文件
issuer: 云杉省示例厅
level: province
region: 云杉省
date: 2024-08-01
matters: [{ key: gardening, zh: 种植, en: gardening }]
kinds: [${kinds.join(', ')}]
`)
    await adoptFrom(bench, regionId, { folder: root, docs: ['invented-2024-1'] })
  } finally {
    rmSync(root, { recursive: true })
  }
}

/** A body that a unit keeps since September 2024. */
export async function makeBody(bench: Bench, unit: MadeUnit, over: Partial<NewBody> = {}): Promise<string> {
  const id = newId()
  await insertBodies(bench.owner, unit.regionId, [{
    id, kind: 'station', topic: null, name: '示例站点', unitId: unit.id, parentId: null, classId: null, grade: null, validFrom: '2024-09-01', ...over,
  }])
  return id
}

/** The school of the visits under the invented document, and the bureau above it with an officer and a station. */
export async function makeRegionOfRecords(bench: Bench) {
  const made = await makeSchoolOfVisits(bench)
  const { regionId } = made.unit
  await adoptInvented(bench, regionId)
  const bureau = await makeUnit(bench.owner, { regionId, kind: 'bureau' })
  const officer = await makeHolder(bench.owner, { kind: 'bureau_officer', at: bureau, name: '赵科员甲' })
  return { ...made, regionId, bureau, officer, station: await makeBody(bench, bureau), committee: await makeBody(bench, made.unit, { kind: 'parent_committee', name: '示例家委会' }) }
}

export const makePlain = (kind: string, over: Partial<PlainEntry> = {}): PlainEntry => ({
  kind, happenedOn: '2026-11-18', classIds: [], studentIds: [], unitIds: [], bodyIds: [], companions: [], fields: {}, again: false, ...over,
})

export const recordAs = (bench: Bench, who: Acting, entry: PlainEntry) => actAs(bench.app, who, (act) => recordPlain(act, entry))
