import { newId } from '#kernel/ids'
import type { AnswerOf, BodyOf } from '#kernel/route'
import type { Act } from '#platform/access/act'
import { bodiesChanged } from './body.contract.ts'
import { readList } from './body-list.rules.ts'
import { parentsOf, whyNotDated } from './body.rules.ts'
import { findBodies, findParents, insertBodies, lockBodiesOf } from './body.store.ts'
import { LINES_A_LIST, nothingListed, tooManyLines, type enterList as route } from './keeping.contract.ts'
import { unitKeeping } from './keeping.service.ts'

/**
 * Enters a whole list of bodies of one kind, or tells in a trial what would happen. Where one line has a problem none is entered:
 * half a list would leave its writer to find out which half.
 */
export async function enterList(act: Act, { kind, topic, validFrom, text, trial }: BodyOf<typeof route>): Promise<AnswerOf<typeof route>> {
  const unitId = unitKeeping(act, kind)
  const refusal = whyNotDated({ validFrom, validTo: null }, act.today)
  if (refusal !== undefined) throw refusal
  await lockBodiesOf(act, unitId)
  const known = await findBodies(act, { kinds: [kind], unitId, on: act.today })
  const read = readList({
    kind, text, known: known.filter((one) => one.topic === topic), parents: await findParents(act, { kinds: parentsOf(kind), unitId }),
  })
  if (read.length === 0) throw nothingListed()
  if (read.length > LINES_A_LIST) throw tooManyLines()
  const lines = read.map(({ line, name, parentName, problem }) => ({ line, name, parentName, problem }))
  if (trial || lines.some((line) => line.problem !== null)) return { lines, entered: 0 }
  const bodies = read.map(({ name, parentId }) => ({
    id: newId(act.now.getTime()), kind, topic, name, unitId, parentId, classId: null, grade: null, validFrom,
  }))
  await insertBodies(act.tx, act.regionId, bodies)
  await act.audit(...bodies.map((body) => ({ action: 'body.enter', objectKind: 'body', objectId: body.id })))
  await act.announce(bodiesChanged, { bodyIds: bodies.map((body) => body.id), unitIds: [unitId], on: validFrom })
  return { lines, entered: bodies.length }
}
