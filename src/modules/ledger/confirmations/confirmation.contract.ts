import { z } from 'zod'
import { Refusal } from '#kernel/errors'
import { route } from '#kernel/route'
import { happenedOn, recordParams, sayActor } from '../records/record.contract.ts'

export const ANSWERS = ['true', 'not-true'] as const
export type Answer = (typeof ANSWERS)[number]
export const ANSWER_NAMES: Readonly<Record<Answer, string>> = { true: '属实', 'not-true': '与事实不符' }

export const word = z.object({ studentId: z.uuid(), answer: z.enum(ANSWERS) })
export type Word = z.infer<typeof word>

/** The latest word of a guardian holds; earlier ones stay. */
export const sayConfirmation = route({
  method: 'POST', path: '/api/visits/:recordId/confirmation', verb: 'confirmation.say',
  summary: 'A guardian says whether a visit took place as recorded.',
  params: recordParams, body: word, answer: word.extend({ recordId: z.uuid() }),
})

export const disputed = z.object({
  recordId: z.uuid(), studentId: z.uuid(), name: z.string(), className: z.string().nullable(), happenedOn,
  by: z.array(sayActor), saidAt: z.iso.datetime(),
})
export type Disputed = z.infer<typeof disputed>

export const listDisputed = route({
  method: 'GET', path: '/api/confirmations/disputed', verb: 'confirmation.disputed',
  summary: 'Visits that a guardian says were not as recorded, newest word first.',
  answer: z.object({ disputed: z.array(disputed) }),
})

export const tooLateToSay = () => new Refusal({
  code: 'too-late-to-say', status: 422, say: '这次家访所在的学年已经结束并锁定，不能再答复。如有不符，请直接同班主任或学校联系。',
})
