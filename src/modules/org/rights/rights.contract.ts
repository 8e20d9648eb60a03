import { z } from 'zod'
import { route } from '#kernel/route'

/** One line of the whole table: this role may do this, so far. */
export const right = z.object({
  verb: z.string(), does: z.string(), role: z.string(), roleName: z.string(), reach: z.string(), reachName: z.string(),
})
export type Right = z.infer<typeof right>

export const listRights = route({
  method: 'GET', path: '/api/access', verb: 'rights.list', summary: 'Who may do what, how far',
  answer: z.object({ rights: z.array(right) }),
})
