import type { Uuid } from '#kernel/ids'
import type { Act } from '#platform/access/act'
import type { MarkedStaff } from './comparing/compare-staff.rules.ts'
import type { Mark } from './comparing/compare.rules.ts'
import type { MarkedOut, MarkedRow } from './comparing/compare-match.rules.ts'
import type { IdentityType, KeptOut, StaffRow, StudentRow } from './row.contract.ts'

/** Where the sealed fields of a roster stand, and the marks by which equal numbers are found. */

export const places = {
  identity: (studentId: Uuid) => `student_file.identity:${studentId}`,
  studentNo: (studentId: Uuid) => `student_file.student_no:${studentId}`,
  guardianPhone: (guardianshipId: Uuid) => `guardianship.phone:${guardianshipId}`,
  staffPhone: (personId: Uuid, schoolId: Uuid) => `staff_file.phone:${personId}:${schoolId}`,
  file: (fileId: Uuid) => `roster_file:${fileId}`,
  before: (batchId: Uuid, seq: number) => `roster_change.before:${batchId}:${seq}`,
} as const

type Sealing = Pick<Act, 'vault' | 'regionId'>

export const identityMark = ({ vault, regionId }: Sealing, { type, no }: { type: IdentityType; no: string }): Buffer =>
  vault.mark('identity', `${regionId}|${type}|${no}`)
export const studentNoMark = ({ vault, regionId }: Sealing, no: string): Buffer => vault.mark('student-no', `${regionId}|${no}`)
export const phoneMark = ({ vault, regionId }: Sealing, phone: string): Buffer => vault.mark('phone', `${regionId}|${phone}`)

export const asMark = (mark: Buffer): Mark => mark.toString('base64')

/** So many rows at a time keep the server free for others. */
const CHUNK = 500

/** `work` on every item, giving way to other requests in between; `between` may throw to stop. */
export async function inTurns<T, R>(items: readonly T[], work: (item: T, at: number) => R, between: (done: number) => void = () => undefined): Promise<R[]> {
  const done: R[] = []
  for (let at = 0; at < items.length; at += CHUNK) {
    between(at)
    for (const [offset, item] of items.slice(at, at + CHUNK).entries()) done.push(work(item, at + offset))
    await new Promise(setImmediate)
  }
  return done
}

export const markStudent = (sealing: Sealing) => (row: StudentRow): MarkedRow => ({
  row,
  identity: row.identity === null ? null : asMark(identityMark(sealing, row.identity)),
  studentNo: row.studentNo === null ? null : asMark(studentNoMark(sealing, row.studentNo)),
  phones: row.guardians.map(({ phone }) => (phone === null ? null : asMark(phoneMark(sealing, phone)))),
})

export const markStaff = (sealing: Sealing) => (row: StaffRow): MarkedStaff =>
  ({ row, phone: row.phone === null ? null : asMark(phoneMark(sealing, row.phone)) })

const IDENTITY_TYPES: readonly IdentityType[] = ['resident', 'hongkong', 'macao', 'taiwan', 'permit', 'passport', 'other']

/** Of a row that was kept out the type may not be known: every mark that the number may have. */
export const markOut = (sealing: Sealing) => (out: KeptOut): MarkedOut => ({
  ...out,
  marks: [
    ...(out.identityNo === null ? [] : IDENTITY_TYPES.map((type) => asMark(identityMark(sealing, { type, no: out.identityNo! })))),
    ...(out.studentNo === null ? [] : [asMark(studentNoMark(sealing, out.studentNo))]),
  ],
})
