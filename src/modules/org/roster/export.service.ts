import type { Act } from '#platform/access/act'
import type { FileAnswer } from '#platform/http/serve'
import { writeWorkbook, XLSX_TYPE } from '#platform/workbook/write'
import { academicYearOf } from '../classes/class.rules.ts'
import { findClasses } from '../classes/class.store.ts'
import { getUnit } from '../units/unit.service.ts'
import { groupBy } from './comparing/compare.rules.ts'
import { studentSheets, staffSheets, type ChildOut, type SheetOut, type StaffOut } from './export.rules.ts'
import { findSealedChildren, findSealedGuardians, findSealedPhones } from './export.store.ts'
import { findLayout } from './file.store.ts'
import { schoolOf } from './reading/reading.service.ts'
import type { RosterKind } from './row.contract.ts'
import { loadStaff } from './comparing/school.service.ts'
import { inTurns, places } from './seals.service.ts'

/** The roster of the school today, in the shape of its own workbook. Written to the audit as one reading of each class. */
export async function exportRoster(act: Act, kind: RosterKind): Promise<FileAnswer> {
  const schoolId = schoolOf(act)
  const { name } = await getUnit(act, schoolId)
  const shape = (await findLayout(act, schoolId, kind))?.shape
  const year = academicYearOf(act.today)
  const sheets = kind === 'students' ? studentSheets(await childrenOf(act, schoolId), shape, year) : staffSheets(await staffOf(act, schoolId), shape, year)
  return { file: writeWorkbook(sheets.map(written)), name: `${name} ${kind === 'students' ? '学生名册' : '教职工名册'} ${act.today}.xlsx`, type: XLSX_TYPE }
}

const written = ({ name, headings, widths, rows }: SheetOut) => ({ name, columns: widths.map((width) => ({ width, text: true })), rows: [headings, ...rows] })

async function childrenOf(act: Act, schoolId: string): Promise<ChildOut[]> {
  const classes = new Map((await findClasses(act, { schoolId })).map((one) => [one.id, one]))
  const guardians = groupBy(await findSealedGuardians(act, schoolId), (one) => one.studentId)
  const children = (await findSealedChildren(act, schoolId)).filter((child) => classes.has(child.classId))
  await act.audit(...[...new Set(children.map((child) => child.classId))].map((classId) => ({
    action: 'roster.export', objectKind: 'class', objectId: classId, group: { schoolId, classId },
    fields: ['name', 'gender', 'birthDate', 'identity', 'studentNo', 'neighbourhood', 'guardians'], purpose: '导出学籍名册',
  })))
  const open = (place: string, sealed: Buffer | null) => (sealed === null ? null : act.vault.open(place, sealed))
  return inTurns(children, (child) => {
    const no = open(places.identity(child.id), child.identity)
    return {
      name: child.name, gender: child.gender, birthDate: child.birthDate, studentNo: open(places.studentNo(child.id), child.studentNo),
      identity: no === null || child.identityType === null ? null : { type: child.identityType, no },
      class: classes.get(child.classId)!, since: child.since, neighbourhood: child.neighbourhood,
      guardians: (guardians.get(child.id) ?? []).map(({ id, name, relation, phone }) => ({ name, relation, phone: open(places.guardianPhone(id), phone) })),
    }
  })
}

/** Whoever holds a post today. */
async function staffOf(act: Act, schoolId: string): Promise<StaffOut[]> {
  const { classes, people, posts } = await loadStaff(act, schoolId)
  const phones = await findSealedPhones(act, schoolId)
  const held = groupBy(posts, (post) => post.holder?.personId ?? null)
  await act.audit({ action: 'roster.export', objectKind: 'unit', objectId: schoolId, fields: ['name', 'staffNo', 'phone', 'posts'], purpose: '导出教职工名册' })
  return people.filter((person) => held.has(person.id)).map(({ id, name, staffNo }) => {
    const sealed = phones.get(id) ?? null
    return {
      name, staffNo, phone: sealed === null ? null : act.vault.open(places.staffPhone(id, schoolId), sealed),
      posts: held.get(id)!.map(({ kind, classId, subject }) => ({ kind, subject, class: classes.find((one) => one.id === classId) ?? null })),
    }
  })
}
