import { z } from 'zod'
import { route } from '#kernel/route'
import { BODY_KINDS } from '#modules/org/bodies/body.contract'

/** Which of several bodies of a kind the adopted documents ask for, so that whoever enters one can say which it is. */
export const listTopics = route({
  method: 'GET', path: '/api/plan/topics', verb: 'plan.read', summary: 'Bodies that adopted documents tell apart by a topic, in their own words',
  answer: z.object({ topics: z.array(z.object({ kind: z.enum(BODY_KINDS), key: z.string(), say: z.string() })) }),
})
