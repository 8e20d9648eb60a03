import type { EventType } from '#kernel/event'
import type { batchUndoing } from '#modules/org/roster/roster.contract'
import type { Act } from '#platform/access/act'
import { countRecordedSince } from './undoing.store.ts'

type Undoing = typeof batchUndoing extends EventType<infer P> ? P : never

/** Reaction to `batchUndoing`: a child about whom something was recorded cannot be taken back, nor a post in which somebody worked. */
export async function objectToUndoing(act: Act, undoing: Undoing): Promise<void> {
  const { children, work } = await countRecordedSince(act, undoing)
  if (children > 0) undoing.objections.push(`已有 ${children} 名学生有了记录`)
  if (work > 0) undoing.objections.push(`已有 ${work} 条记录以这次的任职填写`)
}
