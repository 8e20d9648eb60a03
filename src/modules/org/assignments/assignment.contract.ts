import { z } from 'zod'
import { Refusal } from '#kernel/errors'
import { route } from '#kernel/route'
import { stage, schoolDay } from '../units/unit.contract.ts'

const place = {
  id: z.uuid(),
  schoolName: z.string(),
  className: z.string(),
  from: schoolDay,
  to: schoolDay,
}

/** The officer learns school and class only, never the child. */
export const drawVisit = route({
  method: 'POST', path: '/api/assignments/draw', verb: 'assignment.draw',
  summary: 'Draw one child at random for a bureau leader to visit',
  body: z.object({
    /** Post of the bureau leader. */
    postId: z.uuid(),
    days: z.int().min(1).max(60),
    stage: stage.optional(),
    schoolId: z.uuid().optional(),
  }),
  answer: z.object(place),
})

/** `child` only for the leader who is to visit it. */
export const assignmentView = z.object({
  ...place,
  leaderName: z.string(),
  child: z.object({
    id: z.uuid(),
    name: z.string(),
    guardian: z.object({ name: z.string(), relation: z.string() }).nullable(),
  }).nullable(),
})
export type AssignmentView = z.infer<typeof assignmentView>

export const listAssignments = route({
  method: 'GET', path: '/api/assignments', verb: 'assignment.list',
  summary: 'Drawn visits that hold today: the own ones of a leader, all of the jurisdiction for an officer',
  answer: z.object({ assignments: z.array(assignmentView) }),
})

export const notALeaderPost = () => new Refusal({
  code: 'not-a-leader-post', status: 422, say: '所选岗位不是有人任职的局领导岗位。请重新选择局领导。',
})
export const nobodyToDraw = () => new Refusal({
  code: 'nobody-to-draw', status: 409, say: '符合条件的班级里没有可以抽取的学生。请放宽学段或学校的条件后再抽取。',
})
