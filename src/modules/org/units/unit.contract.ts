import { z } from 'zod'
import { isSchoolDate } from '#kernel/dates'
import { route } from '#kernel/route'

export const STAGES = ['kindergarten', 'primary', 'junior', 'senior', 'vocational'] as const
export const stage = z.enum(STAGES)
export type Stage = z.infer<typeof stage>
export const STAGE_NAMES: Readonly<Record<Stage, { zh: string; en: string }>> = {
  kindergarten: { zh: '幼儿园', en: 'kindergarten' },
  primary: { zh: '小学', en: 'primary school' },
  junior: { zh: '初中', en: 'junior secondary school' },
  senior: { zh: '普通高中', en: 'senior secondary school' },
  vocational: { zh: '中等职业学校', en: 'secondary vocational school' },
}

/** A day of the calendar, `YYYY-MM-DD`. */
export const schoolDay = z.string().refine(isSchoolDate, '应为存在的日期，如 2026-09-01')

/** A school, a kindergarten or a bureau of the jurisdiction. */
export const unit = z.object({
  id: z.uuid(),
  kind: z.enum(['bureau', 'school']),
  name: z.string(),
  stages: z.array(stage),
  street: z.string().nullable(),
})
export type Unit = z.infer<typeof unit>

/** Schools and bureaux that exist today, sorted by name. */
export const listUnits = route({
  method: 'GET', path: '/api/units', verb: 'unit.list', summary: 'Units of the jurisdiction that exist today',
  answer: z.object({ units: z.array(unit) }),
})
