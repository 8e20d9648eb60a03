import type { Uuid } from '#kernel/ids'
import type { Act } from '#platform/access/act'

const LATEST = 200

/** The latest times somebody opened the record of the child. */
export const findLooks = (act: Act, studentId: Uuid): Promise<{ at: Date; capacity: string; purpose: string | null }[]> => act.tx
  .selectFrom('audit').select(['at', 'capacity', 'purpose'])
  .where('region_id', '=', act.regionId).where('student_id', '=', studentId).where('action', '=', 'child.read')
  .orderBy('at', 'desc').limit(LATEST).execute()
