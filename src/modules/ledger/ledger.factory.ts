import { join } from 'node:path'
import { makeChild, makeClass, makeHolder, makeUnit, NOW, type Bench, type MadeUnit } from '#modules/org/org.factory'
import type { PostKind } from '#kernel/capacity'
import { adoptPack, loadPacks, plantCalendar } from '#modules/plan/index'
import { regionScope } from '#platform/db/scope'
import type { VisitDraft, VisitEntry } from './visits/visit.contract.ts'

const PACKS = join(import.meta.dirname, '../../../packs')

/** A province's document and a district's. */
const DOCS = ['shanxi-2023-3', 'tianjin-hebei-2024-17']

/** Both documents and the calendars of three years hold in a jurisdiction, all from 1 September 2024 on. */
export async function adoptPlan(bench: Bench, regionId: number): Promise<void> {
  await adoptFrom(bench, regionId, { folder: PACKS, docs: DOCS })
  await bench.app.inScope(regionScope(regionId), async (tx) => {
    for (const year of [2024, 2025, 2026]) {
      await plantCalendar(tx, regionId, {
        now: NOW,
        calendar: {
          academicYear: year, holidays: [], workdays: [], overrides: [], note: '',
          semesters: [
            { no: 1, start: `${year}-09-01`, end: `${year + 1}-01-20` },
            { no: 2, start: `${year + 1}-02-20`, end: `${year + 1}-07-10` },
          ],
        },
      })
    }
  })
}

/** The named documents of a folder hold from 1 September 2024 on; throws what is wrong with any of them. */
export async function adoptFrom(bench: Bench, regionId: number, { folder, docs }: { folder: string; docs: readonly string[] }): Promise<void> {
  const loaded = await loadPacks(bench.owner, folder, NOW)
  await bench.app.inScope(regionScope(regionId), async (tx) => {
    for (const doc of docs) {
      const one = loaded.find((pack) => 'hash' in pack && pack.doc === doc)
      if (one === undefined || !('hash' in one)) throw new Error(JSON.stringify(loaded.flatMap((pack) => ('problems' in pack ? pack.problems : []))))
      await adoptPack(tx, regionId, { adoption: { doc, hash: one.hash, validFrom: '2024-09-01' }, now: NOW })
    }
  })
}

/** A school with two classes of one grade, their head teachers, a principal, and a child in the first class. */
export async function makeSchoolOfVisits(bench: Bench, school?: MadeUnit) {
  const unit = school ?? await makeUnit(bench.owner)
  if (school === undefined) await adoptPlan(bench, unit.regionId)
  const one = await makeClass(bench.owner, { school: unit, number: 1 })
  const two = await makeClass(bench.owner, { school: unit, number: 2 })
  const holder = (kind: PostKind, at: typeof one | typeof unit, name: string) => makeHolder(bench.owner, { kind, at, name })
  return {
    unit, one, two,
    teacher: await holder('head_teacher', one, '王老师甲'),
    neighbour: await holder('head_teacher', two, '李老师乙'),
    principal: await holder('principal', unit, '示例校长'),
    child: await makeChild(bench.owner, { class: one, name: '张同学' }),
  }
}

/** An in-home visit of 20 November 2026 with a note and a promise. */
export const makeDraft = (studentIds: string[], over: Partial<VisitDraft> = {}): VisitDraft => ({
  studentIds, happenedOn: '2026-11-20', mode: 'in_home', topics: ['at_home'], guidance: ['parenting'], note: '作息规律',
  promise: '下周问食堂过敏餐', companions: [], ...over,
})

export const makeEntry = (studentIds: string[], over: Partial<VisitEntry> = {}): VisitEntry =>
  ({ ...makeDraft(studentIds, over), again: false, ...over })
