import type { SchoolDate } from '#kernel/dates'
import type { Uuid } from '#kernel/ids'
import type { BodyOf } from '#kernel/route'
import type { Act } from '#platform/access/act'
import type { Desk } from '#platform/access/desk'
import { placedInFuture } from '../../students/student.contract.ts'
import { writeStaff } from './accept-staff.service.ts'
import { writeStudents } from './accept-students.service.ts'
import { getBatchView, viewOfBatch } from './batch.service.ts'
import { findBatch, insertBatch } from './batch.store.ts'
import { rememberedOf } from '../reading/columns.rules.ts'
import { countStaff, countStudents } from '../comparing/compare-view.rules.ts'
import { decideStaff } from '../comparing/compare-staff.rules.ts'
import { decideStudents } from '../comparing/compare-students.rules.ts'
import { compare, digestOf, type Comparison } from '../comparing/comparing.service.ts'
import { getFile } from '../file.service.ts'
import { deleteFile, keepLayout, type RosterFile } from '../file.store.ts'
import { orderReading, read, schoolOf } from '../reading/reading.service.ts'
import {
  nothingToAccept, schoolChanged, stillErrors, unanswered, type acceptRoster as acceptRoute, type BatchView, type RosterCounts,
} from '../roster.contract.ts'
import type { Reading } from '../row.contract.ts'
import { lockSchool } from '../comparing/school.store.ts'
import { shapeOf, withHeadings } from '../shape.rules.ts'
import { beginWriting, keepNotes } from './writing.service.ts'

type Acceptance = BodyOf<typeof acceptRoute>

/**
 * Does what the draft showed: reads the workbook again, compares again in the transaction that writes, and refuses when that is
 * not what was shown. The file that was accepted once answers its batch, whoever asks again.
 */
export async function acceptRoster(desk: Desk, fileId: Uuid, acceptance: Acceptance): Promise<BatchView> {
  const begun = await desk.act(async (act) => {
    const known = await findBatch(act, schoolOf(act), fileId)
    if (known !== undefined) return { batch: await viewOfBatch(act, known) }
    if (acceptance.effectiveOn > act.today) throw placedInFuture()
    const file = await getFile(act, fileId)
    return { order: await orderReading(act, file, file.layout) }
  })
  if ('batch' in begun) return begun.batch
  const reading = await read(begun.order, desk)
  return desk.act((act) => accept(act, { fileId, reading, acceptance, desk }))
}

interface Accepting { readonly fileId: Uuid; readonly reading: Reading; readonly acceptance: Acceptance; readonly desk: Desk }

async function accept(act: Act, { fileId, reading, acceptance, desk }: Accepting): Promise<BatchView> {
  const schoolId = schoolOf(act)
  await lockSchool(act, schoolId)
  // Whoever waited for the lock may find that another keeper has accepted the same file.
  const known = await findBatch(act, schoolId, fileId)
  if (known !== undefined) return viewOfBatch(act, known)
  const file = await getFile(act, fileId)
  desk.tell({ doing: '与本校名册比较', done: 0, total: reading.rows.length })
  const comparison = await compare(act, schoolId, reading)
  if (await digestOf(comparison, reading) !== acceptance.digest) throw schoolChanged()
  const decided = decide(comparison, reading, acceptance)
  await insertBatch(act, {
    id: fileId, schoolId, kind: file.kind, fileName: file.name, fileHash: file.hash, effectiveOn: acceptance.effectiveOn, counts: decided.counts,
  })
  await decided.write(act, { fileId, desk, effectiveOn: acceptance.effectiveOn })
  await act.audit({ action: 'roster.accept', objectKind: 'roster', objectId: fileId, fields: sayCounts(decided.counts) })
  await close(act, file, reading)
  return getBatchView(act, fileId)
}

interface Decided {
  readonly counts: RosterCounts
  write(act: Act, how: { fileId: Uuid; desk: Desk; effectiveOn: SchoolDate }): Promise<void>
}

/** Refuses what is still open. */
function decide(comparison: Comparison, reading: Reading, acceptance: Acceptance): Decided {
  const problems = [...reading.problems, ...comparison.plan.problems]
  const errors = problems.filter((one) => one.level === 'error').length
  if (errors > 0 && !acceptance.leaveOutErrors) throw stillErrors(errors)
  const decided = comparison.kind === 'students'
    ? { ...comparison, decision: decideStudents(comparison.plan, acceptance.answers) }
    : { ...comparison, decision: decideStaff(comparison.plan, acceptance.answers) }
  if (decided.decision.unanswered > 0) throw unanswered(decided.decision.unanswered)
  if (decided.decision.steps.every((step) => step.kind === 'same')) throw nothingToAccept()
  const found = { rows: decided.plan.rows, problems }
  const begin = (act: Act, { fileId, desk, effectiveOn }: Parameters<Decided['write']>[1]) =>
    beginWriting(act, { schoolId: schoolOf(act), batchId: fileId, effectiveOn }, desk)
  if (decided.kind === 'students') {
    const { steps } = decided.decision
    return {
      counts: countStudents(decided.school, { ...found, steps }),
      write: async (act, how) => {
        const writing = begin(act, how)
        await writeStudents(writing, decided.school, steps)
        await keepNotes(writing)
      },
    }
  }
  const { steps } = decided.decision
  return {
    counts: countStaff({ ...found, steps }),
    write: async (act, how) => {
      const writing = begin(act, how)
      await writeStaff(writing, decided.school, steps)
      await keepNotes(writing)
    },
  }
}

/** `new=38`, for the audit: it holds no contents. */
const sayCounts = (counts: RosterCounts) => Object.entries(counts).filter(([, count]) => count > 0).map(([what, count]) => `${what}=${count}`)

/** How the school reads its workbook is remembered; the workbook itself is not. */
async function close(act: Act, file: RosterFile, { looks }: Reading): Promise<void> {
  const schoolId = schoolOf(act)
  const own = withHeadings(looks)
  if (own.length > 0) await keepLayout(act, { schoolId, kind: file.kind, layout: { remembered: rememberedOf(own), shape: shapeOf(own) } })
  await deleteFile(act, schoolId, file.id)
}
