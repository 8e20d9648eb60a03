import { notFound } from '#kernel/errors'
import { newId, type Uuid } from '#kernel/ids'
import { getStudent } from '#modules/org/index'
import type { Act } from '#platform/access/act'
import { recordWithdrawn } from '../records/record.contract.ts'
import { findRecords } from '../records/record.store.ts'
import { classNamesOf, sayActors } from '../records/saying.service.ts'
import { locksOf } from '../records/record.service.ts'
import { tooLateToSay, type Disputed, type Word } from './confirmation.contract.ts'
import { findDisputed, insertConfirmation } from './confirmation.store.ts'

/** A guardian says whether the visit took place as recorded. 404 for a record that is not about an own child. */
export async function sayConfirmation(act: Act, recordId: Uuid, word: Word): Promise<Word & { recordId: Uuid }> {
  const [record] = await findRecords(act, [recordId])
  const subject = record?.subjects.find((one) => one.studentId === word.studentId)
  if (record === undefined || subject === undefined) throw notFound('家访记录')
  if (record.state === 'withdrawn') throw recordWithdrawn()
  if ((await locksOf(act))(record.happenedOn) !== undefined) throw tooLateToSay()
  const { schoolId, classId } = subject
  await insertConfirmation(act, {
    ...word, id: newId(act.now.getTime()), recordId, schoolId, classId, personId: act.capacity.personId, saidAt: act.now,
  })
  await act.audit({
    action: 'confirmation.say', objectKind: 'record', objectId: recordId, student: { id: word.studentId, schoolId, classId },
  })
  return { recordId, ...word }
}

/** What guardians dispute, within the own class or school. */
export async function listDisputed(act: Act): Promise<Disputed[]> {
  const rows = await findDisputed(act)
  const actors = await sayActors(act, await findRecords(act, rows.map((row) => row.recordId)))
  const classes = await classNamesOf(act)
  const disputed: Disputed[] = []
  for (const row of rows) {
    const student = await getStudent(act, row.studentId)
    await act.audit({
      action: 'child.read', objectKind: 'record', objectId: row.recordId, student, fields: ['name', 'confirmation'],
      purpose: '查看家长对家访的反馈',
    })
    disputed.push({
      recordId: row.recordId, studentId: row.studentId, name: student.name, className: classes.get(row.classId ?? '') ?? null,
      happenedOn: row.happenedOn, by: actors.get(row.recordId) ?? [], saidAt: row.saidAt.toISOString(),
    })
  }
  return disputed
}

