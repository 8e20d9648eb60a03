import { notFound } from '#kernel/errors'
import type { Uuid } from '#kernel/ids'
import type { AnswerOf, QueryOf } from '#kernel/route'
import type { Act } from '#platform/access/act'
import { academicYearOf, className } from '../classes/class.rules.ts'
import { getUnit, knowsAllUnits, reachesUnit } from '../units/unit.service.ts'
import type { Body, BodyKind } from './body.contract.ts'
import { kindsKeptBy, parentsOf } from './body.rules.ts'
import { getBody, withSeats } from './body.service.ts'
import { countBodies, findBodyPage, findNames, findParents } from './body.store.ts'
import {
  BODIES_A_PAGE, type BodyView, type countBodies as countRoute, type listBodies as listRoute, type listParents as parentsRoute,
} from './keeping.contract.ts'

/** The unit that is asked about: for the bureau any or all, for everybody else the own one. 404 for a unit out of reach. */
async function unitAsked(act: Act, unitId: Uuid | undefined): Promise<{ unitId?: Uuid }> {
  if (unitId !== undefined) {
    if (!reachesUnit(act, unitId)) throw notFound('单位')
    await getUnit(act, unitId)
    return { unitId }
  }
  return knowsAllUnits(act) || act.capacity.unitId === null ? {} : { unitId: act.capacity.unitId }
}

export async function readCounts(act: Act, asked: QueryOf<typeof countRoute>): Promise<AnswerOf<typeof countRoute>> {
  const of = await unitAsked(act, asked.unitId)
  return { counts: await countBodies(act, { ...of, on: act.today }), keeps: kindsKeptBy(act.capacity.role) }
}

/** Bodies of one kind, by name; those that have ended only where asked for. */
export async function readBodies(act: Act, { kind, show, page, unitId }: QueryOf<typeof listRoute>): Promise<AnswerOf<typeof listRoute>> {
  const of = await unitAsked(act, unitId)
  const asked = { ...of, kinds: [kind], ...(show === 'present' && { on: act.today }) }
  const { rows, total } = await findBodyPage(act, asked, { size: BODIES_A_PAGE, from: (page - 1) * BODIES_A_PAGE })
  return { bodies: await viewsOf(act, await withSeats(act, rows)), total }
}

/** One body as a page shows it; 404 for one of a unit out of reach. */
export async function readBody(act: Act, bodyId: Uuid): Promise<BodyView> {
  const [view] = await viewsOf(act, [await getBody(act, bodyId)])
  return view!
}

export async function readParents(act: Act, kind: BodyKind): Promise<AnswerOf<typeof parentsRoute>> {
  const rows = await findParents(act, { kinds: parentsOf(kind), unitId: act.capacity.unitId })
  return { parents: rows.map((row) => ({ id: row.id, kind: row.kind, name: row.name })) }
}

async function viewsOf(act: Act, bodies: readonly Body[]): Promise<BodyView[]> {
  if (bodies.length === 0) return []
  const names = new Map((await findNames(act, bodies.map((one) => one.id))).map((one) => [one.id, one]))
  const [year, keeps] = [academicYearOf(act.today), kindsKeptBy(act.capacity.role)]
  return bodies.map((body) => {
    const { unitName, parentName, stage, entryYear, number } = names.get(body.id)!
    const inClass = stage !== null && entryYear !== null && number !== null
    return {
      ...body, unitName, parentName, className: inClass ? className({ stage, entryYear, number }, year) : null,
      can: { keep: body.unitId === act.capacity.unitId && keeps.includes(body.kind) },
    }
  })
}
