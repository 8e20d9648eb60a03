import { z } from 'zod'
import { Refusal } from '#kernel/errors'
import { route } from '#kernel/route'
import { schoolDay } from '../units/unit.contract.ts'

/** How far the account of a person is: none yet, a code handed out, a code run out, in use, closed. */
export const accountState = z.enum(['none', 'issued', 'expired', 'active', 'disabled'])
export type AccountState = z.infer<typeof accountState>

const account = z.object({
  personId: z.uuid(),
  name: z.string(),
  login: z.string().nullable(),
  state: accountState,
  /** The last day of a code that is on its way; beside `active` it waits to replace the password. */
  codeUntil: schoolDay.nullable(),
  /** `hindrance` says in Chinese why this capacity may not hand out a slip. */
  can: z.object({ issue: z.boolean() }),
  hindrance: z.string().nullable(),
})
export type AccountView = z.infer<typeof account>

const ward = z.object({ id: z.uuid(), name: z.string(), relation: z.string() })

/** A guardian of at least one child of the class, with those children. */
export const guardianAccount = account.extend({ wards: z.array(ward) })
export type GuardianAccount = z.infer<typeof guardianAccount>

/** Somebody who holds a post of the school; `posts` as 「三(2)班 · 班主任」. */
export const staffAccount = account.extend({ posts: z.array(z.string()) })
export type StaffAccount = z.infer<typeof staffAccount>

/** What a paper slip (账号单) tells one person. The code stands in this answer and nowhere else: nothing can show it again. */
const slip = z.object({
  personId: z.uuid(),
  login: z.string(),
  code: z.string(),
  codeUntil: schoolDay,
  /** 「张同学的母亲」 or the name of a member of staff. */
  bearer: z.string(),
  /** 「三(2)班」 or the posts. */
  place: z.string(),
  for: z.enum(['guardian', 'staff']),
})
export type Slip = z.infer<typeof slip>

const sheet = z.object({ unitName: z.string(), group: z.string(), issuedOn: schoolDay, slips: z.array(slip) })
/** Slips of one class or of the staff, as they are printed and cut. */
export type Sheet = z.infer<typeof sheet>

const inClass = z.object({ classId: z.uuid() })
const inSchool = z.object({ schoolId: z.uuid() })
const oneOf = { personId: z.uuid() }
/** `close`: a password in use is void and all devices are signed out at once; otherwise both last until the code is used. */
const renewal = z.object({ close: z.boolean() })
/** The staff of the largest schools; a class of 60 with three guardians each is 180. */
const chosen = z.object({ personIds: z.array(z.uuid()).min(1).max(1_000) })

export const listGuardianAccounts = route({
  method: 'GET', path: '/api/classes/:classId/accounts', verb: 'slip.list', summary: 'Accounts of the guardians of a class',
  params: inClass, answer: z.object({ class: z.object({ id: z.uuid(), name: z.string() }), accounts: z.array(guardianAccount) }),
})
export const printGuardianSlips = route({
  method: 'POST', path: '/api/classes/:classId/slips', verb: 'slip.print', summary: 'New codes for guardians whose account is not in use',
  params: inClass, body: chosen, answer: sheet, secret: true,
})
export const renewGuardianSlip = route({
  method: 'POST', path: '/api/classes/:classId/accounts/:personId/slip', verb: 'slip.renew', summary: 'A new code for one guardian',
  params: inClass.extend(oneOf), body: renewal, answer: sheet, secret: true,
})
export const listStaffAccounts = route({
  method: 'GET', path: '/api/schools/:schoolId/accounts', verb: 'staff-slip.list', summary: 'Accounts of the staff of a school',
  params: inSchool, answer: z.object({ accounts: z.array(staffAccount) }),
})
export const printStaffSlips = route({
  method: 'POST', path: '/api/schools/:schoolId/slips', verb: 'staff-slip.print', summary: 'New codes for staff whose account is not in use',
  params: inSchool, body: chosen, answer: sheet, secret: true,
})
export const renewStaffSlip = route({
  method: 'POST', path: '/api/schools/:schoolId/accounts/:personId/slip', verb: 'staff-slip.renew', summary: 'A new code for one member of staff',
  params: inSchool.extend(oneOf), body: renewal, answer: sheet, secret: true,
})

export const slipHindered = (name: string, hindrance: string) => new Refusal({
  code: 'slip-hindered', status: 409, say: `没有发放${name}的账号单：${hindrance}。请刷新页面后重新选择。`,
})
