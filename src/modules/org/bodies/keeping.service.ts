import { addDays, earlierOf, type SchoolDate } from '#kernel/dates'
import { notFound } from '#kernel/errors'
import { newId, type Uuid } from '#kernel/ids'
import type { Act } from '#platform/access/act'
import { academicYearOf } from '../classes/class.rules.ts'
import { findClasses } from '../classes/class.store.ts'
import { bodiesChanged, type Body, type Seat } from './body.contract.ts'
import { kindsKeptBy, parentsOf, whyNotDated, whyNotPlacedThere, whyNotSeated, type Placing } from './body.rules.ts'
import { getBody } from './body.service.ts'
import {
  closeSeats, findBodies, findBody, findParents, insertBodies, insertSeats, lockBodiesOf, updateBody, updateSeat, type NewSeat,
} from './body.store.ts'
import {
  bodyEnded, bodyTwice, notKeeper, ownParent, seatOutside, type BodyCorrection, type BodyDraft, type SeatCorrection, type SeatDraft,
} from './keeping.contract.ts'

type Kind = Body['kind']

/** The unit for which this capacity enters a kind of body. */
export function unitKeeping(act: Act, kind: Kind): Uuid {
  if (act.capacity.unitId === null || !kindsKeptBy(act.capacity.role).includes(kind)) throw notKeeper()
  return act.capacity.unitId
}

/** Its unit's bodies are locked until the transaction ends. 404 out of reach, `not-keeper` for a body of another unit. */
async function getKept(act: Act, bodyId: Uuid): Promise<Body> {
  if (act.capacity.unitId !== null) await lockBodiesOf(act, act.capacity.unitId)
  const body = await getBody(act, bodyId)
  if (unitKeeping(act, body.kind) !== body.unitId) throw notKeeper()
  return body
}

/** Enters a body of the own unit with its seats. */
export async function enterBody(act: Act, draft: BodyDraft): Promise<Uuid> {
  const unitId = unitKeeping(act, draft.kind)
  await lockBodiesOf(act, unitId)
  const { seats, ...facts } = draft
  const body = { ...facts, id: newId(act.now.getTime()), unitId, validTo: null }
  await allowed(act, body)
  const rows = seatRows(act, body, seats)
  await insertBodies(act.tx, act.regionId, [body])
  await insertSeats(act.tx, act.regionId, rows)
  await tell(act, { action: 'body.enter', body, on: body.validFrom })
  return body.id
}

/** What was written wrongly is put right. A last day that is taken away opens the body again; its seats stay as they are. */
export async function correctBody(act: Act, bodyId: Uuid, correction: BodyCorrection): Promise<void> {
  const body = await getKept(act, bodyId)
  const next = { ...body, ...correction }
  await allowed(act, next, body)
  await refuseCircle(act, body.id, next.parentId)
  for (const seat of body.seats) throwIf(whyNotSeated(seat, next))
  if (next.validTo !== null) await closeSeats(act, body.id, next.validTo)
  await updateBody(act, next)
  await tell(act, { action: 'body.correct', body, on: earlierOf(body.validFrom, next.validFrom) })
}

/** The body is there up to and including the last day. */
export async function endBody(act: Act, bodyId: Uuid, validTo: SchoolDate): Promise<void> {
  const body = await getKept(act, bodyId)
  if (body.validTo !== null) throw bodyEnded()
  throwIf(whyNotDated({ ...body, validTo }, act.today))
  if (body.seats.some((seat) => seat.validFrom > validTo)) throw seatOutside()
  await updateBody(act, { ...body, validTo })
  await closeSeats(act, body.id, validTo)
  await tell(act, { action: 'body.end', body, on: addDays(validTo, 1) })
}

export async function addSeats(act: Act, bodyId: Uuid, seats: readonly SeatDraft[]): Promise<void> {
  const body = await getKept(act, bodyId)
  if (body.validTo !== null) throw bodyEnded()
  await insertSeats(act.tx, act.regionId, seatRows(act, body, seats))
  await tell(act, { action: 'seat.enter', body, on: seats.map((seat) => seat.validFrom).reduce(earlierOf) })
}

export async function correctSeat(act: Act, at: { bodyId: Uuid; seatId: Uuid }, correction: SeatCorrection): Promise<void> {
  const body = await getKept(act, at.bodyId)
  const seat = seatOf(body, at.seatId)
  const next = { ...seat, ...correction }
  throwIf(whyNotDated(next, act.today) ?? whyNotSeated(next, body))
  await updateSeat(act, next)
  await tell(act, { action: 'seat.correct', body, on: earlierOf(seat.validFrom, next.validFrom) })
}

export async function endSeat(act: Act, at: { bodyId: Uuid; seatId: Uuid }, validTo: SchoolDate): Promise<void> {
  const body = await getKept(act, at.bodyId)
  const seat = seatOf(body, at.seatId)
  if (seat.validTo !== null) throw bodyEnded()
  const next = { ...seat, validTo }
  throwIf(whyNotDated(next, act.today) ?? whyNotSeated(next, body))
  await updateSeat(act, next)
  await tell(act, { action: 'seat.end', body, on: addDays(validTo, 1) })
}

function seatOf(body: Body, seatId: Uuid): Seat {
  const seat = body.seats.find((one) => one.id === seatId)
  if (seat === undefined) throw notFound('席位')
  return seat
}

/** A seat that ends with its body may be entered open. */
function seatRows(act: Act, body: Pick<Body, 'id' | 'unitId' | 'validFrom' | 'validTo'>, seats: readonly SeatDraft[]): NewSeat[] {
  for (const seat of seats) throwIf(whyNotDated({ ...seat, validTo: null }, act.today) ?? whyNotSeated({ ...seat, validTo: null }, body))
  return seats.map((seat) => ({ ...seat, id: newId(act.now.getTime()), bodyId: body.id, unitId: body.unitId }))
}

const throwIf = (refusal: Error | undefined): void => { if (refusal !== undefined) throw refusal }

type Facts = Omit<Placing, 'parent' | 'classes'> & Pick<Body, 'id' | 'unitId' | 'parentId' | 'name' | 'topic' | 'validTo'>

/** Throws where the days, the parent, the class or the name of a body cannot be. What stays where it was may have outlived its place. */
async function allowed(act: Act, body: Facts, before?: Facts): Promise<void> {
  throwIf(whyNotDated(body, act.today))
  if (before === undefined || PLACED.some((key) => before[key] !== body[key])) await allowedThere(act, body)
  const twins = await findBodies(act, { kinds: [body.kind], unitId: body.unitId, on: body.validTo ?? act.today })
  const same = twins.filter((one) => one.name === body.name && one.topic === body.topic && one.classId === body.classId)
  if (same.some((one) => one.id !== body.id)) throw bodyTwice()
}

const PLACED = ['parentId', 'classId', 'grade'] as const

async function allowedThere(act: Act, body: Facts): Promise<void> {
  const parent = body.parentId === null ? null
    : (await findParents(act, { kinds: parentsOf(body.kind), unitId: body.unitId })).find((one) => one.id === body.parentId)
  const classes = body.classId === null && body.grade === null ? [] : await findClasses(act, { schoolId: body.unitId })
  throwIf(whyNotPlacedThere({ ...body, parent, classes }, { today: act.today, academicYear: academicYearOf(act.today) }))
}

/** A body cannot belong to itself, however many steps lie between. */
async function refuseCircle(act: Act, bodyId: Uuid, parentId: Uuid | null): Promise<void> {
  for (let at = parentId; at !== null; at = (await findBody(act, at))?.parentId ?? null) if (at === bodyId) throw ownParent()
}

interface Told { readonly action: string; readonly body: Pick<Body, 'id' | 'unitId'>; readonly on: SchoolDate }

async function tell(act: Act, { action, body, on }: Told): Promise<void> {
  await act.audit({ action, objectKind: 'body', objectId: body.id })
  await act.announce(bodiesChanged, { bodyIds: [body.id], unitIds: [body.unitId], on })
}
