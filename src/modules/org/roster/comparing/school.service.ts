import type { Uuid } from '#kernel/ids'
import type { Act } from '#platform/access/act'
import { academicYearOf } from '../../classes/class.rules.ts'
import { findClasses } from '../../classes/class.store.ts'
import type { MarkedRow, SchoolChild, StudentsOfSchool } from './compare-match.rules.ts'
import type { SchoolPost, StaffOfSchool } from './compare-staff.rules.ts'
import { groupBy, type Mark } from './compare.rules.ts'
import {
  findByMarks, findChildren, findGuardianRows, findPosts, findStaff, findUnitNames, type ChildRow, type GuardianRowOf, type PostRowOf,
} from './school.store.ts'
import { asMark } from '../seals.service.ts'
import { POSTS_OF_ROSTERS } from '../row.contract.ts'

const marked = (mark: Buffer | null): Mark | null => (mark === null ? null : asMark(mark))

/** What the school has of children, and where the jurisdiction has those of the rows whom the school does not have. */
export async function loadStudents(act: Act, schoolId: Uuid, rows: readonly MarkedRow[]): Promise<StudentsOfSchool> {
  const classes = await findClasses(act, { schoolId })
  const own = childrenOf(await findChildren(act, { schoolId }), await findGuardianRows(act, { schoolId }))
  const { released, elsewhere } = await loadOthers(act, schoolId, rows)
  return {
    schoolId, academicYear: academicYearOf(act.today), children: [...own, ...released], elsewhere,
    classes,
  }
}

function childrenOf(children: readonly ChildRow[], guardians: readonly GuardianRowOf[]): SchoolChild[] {
  const byChild = groupBy(guardians, (one) => one.studentId)
  return children.map(({ identityMark, studentNoMark, ...child }) => ({
    ...child, identity: marked(identityMark), studentNo: marked(studentNoMark),
    guardians: (byChild.get(child.id) ?? []).map(({ id, personId, name, relation, phoneMark }) => ({ id, personId, name, relation, phone: marked(phoneMark) })),
  }))
}

/** Children of the rows in other schools: who sits there is told by the school's name only, who was released comes with the file. */
async function loadOthers(act: Act, schoolId: Uuid, rows: readonly MarkedRow[]): Promise<{ released: SchoolChild[]; elsewhere: Map<Mark, string> }> {
  const bytes = (list: readonly (Mark | null)[]) => list.flatMap((mark) => (mark === null ? [] : [Buffer.from(mark, 'base64')]))
  const found = await findByMarks(act, { identity: bytes(rows.map((row) => row.identity)), studentNo: bytes(rows.map((row) => row.studentNo)) })
  const others = found.filter((one) => one.schoolId !== null && one.schoolId !== schoolId)
  const names = await findUnitNames(act, others.map((one) => one.schoolId!))
  const elsewhere = new Map<Mark, string>()
  for (const { schoolId: where, identityMark, studentNoMark } of others.filter((one) => one.classId !== null)) {
    for (const mark of [identityMark, studentNoMark]) if (mark !== null) elsewhere.set(asMark(mark), names.get(where!) ?? '另一所学校')
  }
  const gone = others.filter((one) => one.classId === null)
  if (gone.length === 0) return { released: [], elsewhere }
  const ids = gone.map((one) => one.studentId)
  const released = await act.asProgram([...new Set(gone.map((one) => one.schoolId!))], async (wide) =>
    childrenOf(await findChildren(wide, { ids }), await findGuardianRows(wide, { ids })))
  return { released, elsewhere }
}

/** What the school has of posts and staff. */
export async function loadStaff(act: Act, schoolId: Uuid): Promise<StaffOfSchool> {
  const classes = await findClasses(act, { schoolId })
  const posts = (await findPosts(act, schoolId)).filter((post) => POSTS_OF_ROSTERS.includes(post.kind))
  const people = await findStaff(act, schoolId, posts.flatMap((post) => post.personId ?? []))
  const names = new Map(people.map((one) => [one.id, one.name]))
  return {
    academicYear: academicYearOf(act.today), classes,
    people: people.map(({ phoneMark, ...person }) => ({ ...person, phone: marked(phoneMark) })),
    posts: posts.map((post) => postOf(post, names)),
  }
}

const postOf = ({ id, kind, classId, subject, appointmentId, personId, from }: PostRowOf, names: ReadonlyMap<Uuid, string>): SchoolPost => ({
  id, kind, classId, subject,
  holder: appointmentId === null || personId === null || from === null ? null : { appointmentId, personId, name: names.get(personId) ?? '', from },
})
