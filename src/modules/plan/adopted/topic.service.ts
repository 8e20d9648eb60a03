import type { AnswerOf } from '#kernel/route'
import type { Act } from '#platform/access/act'
import { planOf } from './plan-reading.service.ts'
import type { listTopics as route } from './topic.contract.ts'

/** Each topic once, in the words of the first document that asks for it. */
export async function listTopics(act: Act): Promise<AnswerOf<typeof route>> {
  const topics = new Map<string, AnswerOf<typeof route>['topics'][number]>()
  for (const { duty: { structure } } of (await planOf(act)).duties) {
    const { body: kind, topic: key, name } = structure ?? {}
    if (kind === undefined || key === undefined || topics.has(`${kind} ${key}`)) continue
    topics.set(`${kind} ${key}`, { kind, key, say: name?.zh ?? key })
  }
  return { topics: [...topics.values()] }
}
