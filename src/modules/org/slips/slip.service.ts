import { notFound } from '#kernel/errors'
import type { Uuid } from '#kernel/ids'
import type { AnswerOf } from '#kernel/route'
import type { Act } from '#platform/access/act'
import type { ClassView } from '../classes/class.contract.ts'
import { getClass } from '../classes/class.service.ts'
import { issueSlips, viewOf } from './issue.service.ts'
import type { GuardianAccount, listGuardianAccounts as listRoute, Sheet } from './slip.contract.ts'
import { guardianHindrance, printHindrance } from './slip.rules.ts'
import { findGuardiansOfClass, findStandings, lockSlips, type GuardianRow } from './slip.store.ts'

/** 404 for a class outside the scope. */
async function getOwnClass(act: Act, classId: Uuid): Promise<ClassView> {
  const found = await getClass(act, classId)
  if (!act.scope.classes.includes(classId) && !act.scope.schools.includes(found.schoolId)) throw notFound('班级')
  return found
}

/** The accounts of all guardians of a class, once a person; written to the audit as one reading of the class. */
export async function readGuardianAccounts(act: Act, classId: Uuid): Promise<AnswerOf<typeof listRoute>> {
  const ofClass = await getOwnClass(act, classId)
  const { schoolId, name } = ofClass
  await act.audit({
    action: 'slip.list', objectKind: 'class', objectId: classId, group: { schoolId, classId }, fields: ['name', 'guardians', 'account'],
    purpose: '查看监护人账号',
  })
  return { class: { id: classId, name }, accounts: await findAccounts(act, ofClass) }
}

async function findAccounts(act: Act, { id: classId, schoolId }: ClassView): Promise<GuardianAccount[]> {
  const byPerson = new Map<Uuid, { row: GuardianRow; wards: GuardianAccount['wards'] }>()
  for (const row of await findGuardiansOfClass(act, classId)) {
    const { wards } = byPerson.get(row.personId) ?? { wards: [] }
    byPerson.set(row.personId, { row, wards: [...wards, { id: row.studentId, name: row.studentName, relation: row.relation }] })
  }
  const standings = await findStandings(act, [...byPerson.keys()], schoolId)
  return [...byPerson.values()].map(({ row, wards }) => {
    const standing = standings.get(row.personId)!
    return { ...viewOf(act, row, { standing, hindrance: guardianHindrance(standing, act.capacity.role) }), wards }
  })
}

/** New codes for guardians of a class whose accounts nobody uses yet; codes that were handed out before open nothing any more. */
export async function printGuardianSlips(act: Act, input: { classId: Uuid; personIds: readonly Uuid[] }): Promise<Sheet> {
  return issue(act, { ...input, close: false }, (account) => ({ ...account, hindrance: account.hindrance ?? printHindrance(account.state) ?? null }))
}

/** A new code for one guardian, also of an account in use: its password holds until the code is used, or with `close` no longer. */
export const renewGuardianSlip = (act: Act, { classId, personId, close }: { classId: Uuid; personId: Uuid; close: boolean }): Promise<Sheet> =>
  issue(act, { classId, personIds: [personId], close }, (account) => account)

interface Wanted { readonly classId: Uuid; readonly personIds: readonly Uuid[]; readonly close: boolean }

async function issue(act: Act, { classId, personIds, close }: Wanted, judge: (account: GuardianAccount) => GuardianAccount): Promise<Sheet> {
  const ofClass = await getOwnClass(act, classId)
  const { schoolId, name } = ofClass
  await lockSlips(act)
  const wanted = new Set(personIds)
  const accounts = (await findAccounts(act, ofClass)).filter((account) => wanted.has(account.personId)).map(judge)
  if (accounts.length < wanted.size) throw notFound('监护人')
  return issueSlips(act, { schoolId, group: name, close }, accounts.map((account) => ({
    account, personId: account.personId, bearer: sayBearer(account), place: name, for: 'guardian',
  })))
}

/** 「张同学的母亲」「张同学、张同学乙的母亲」 */
const sayBearer = ({ wards }: GuardianAccount): string => `${wards.map((ward) => ward.name).join('、')}的${wards[0]!.relation}`
