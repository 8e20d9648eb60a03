import { earlierOf, type SchoolDate } from '#kernel/dates'
import type { Uuid } from '#kernel/ids'
import type { AnswerOf, QueryOf } from '#kernel/route'
import { BODY_NAMES } from '#modules/org/bodies/body.contract'
import { listClasses, type Unit } from '#modules/org/index'
import type { Act } from '#platform/access/act'
import type { Held } from '../exceptions/relief.rules.ts'
import { heldOf, loadReliefs, relieveAll, relieveCell } from '../exceptions/relief.service.ts'
import { fallsOn } from './candidate.rules.ts'
import type { Standing } from './coverage.contract.ts'
import { entriesFor, figureOf, isPast, lineOf, openView, orderOf, standingFor, type Entry, type View } from './lines.service.ts'
import { getSchool } from './region.service.ts'
import { NOT_CONCERNED } from './state.rules.ts'
import { bearersOf, type StructureDuty } from './structure-cells.rules.ts'
import type { readStructures as readRoute, StructureRow } from './structure.contract.ts'
import { measure, sayLack, type StructureBearer, type Survey } from './structure.rules.ts'
import { lookFor } from './structure.service.ts'

type Told = AnswerOf<typeof readRoute>['duties'][number]

/** What must be there in a unit as it is now, with what is lacking in words. Throws 404 where the capacity does not reach the unit. */
export async function readStructures(act: Act, unitId: Uuid, { matter }: QueryOf<typeof readRoute>): Promise<AnswerOf<typeof readRoute>> {
  const [unit, view] = await Promise.all([getSchool(act, unitId), openView(act)])
  const entries = orderOf(entriesFor(view, unitId)).filter(({ duty: { duty } }) => (duty.form === 'structure' || duty.form === 'target')
    && (matter === undefined || duty.matter === matter) && couldOwe(duty.bearer, unit))
  const names = new Map((await listClasses(act, { schoolId: unitId })).map(({ id, name }) => [id, name]))
  const duties = entries.flatMap(({ counted }) => (counted?.shape === 'parts' ? [counted] : []))
  const [survey, reliefs] = await Promise.all([lookFor(act, { duties, unitIds: [unitId], names }), loadReliefs(act, view, { entries, unitId })])
  const told = entries.flatMap((entry) => tell(view, entry, { survey, unit, held: heldOf(view, entry, reliefs) }))
  return { asOf: view.asOf, unit: { id: unit.id, name: unit.name }, duties: told.filter((one) => !isPast(one, view)) }
}

/** Whether a unit of this kind and these stages owes it, or could keep a body that does. */
function couldOwe(bearer: Entry['duty']['duty']['bearer'], { kind, stages }: Unit): boolean {
  if (!fallsOn(bearer, kind)) return false
  if (bearer.kind === 'body') return bearer.bodies?.some((one) => BODY_NAMES[one].keeper === 'both' || BODY_NAMES[one].keeper === kind) === true
  return kind === 'bureau' || bearer.stages === undefined || stages.some((one) => bearer.stages?.includes(one))
}

function tell(view: View, entry: Entry, { survey, unit, held }: { survey: Survey; unit: Unit; held: readonly Held[] }): Told[] {
  const { counted, period } = entry
  if (counted?.shape !== 'parts' || period === undefined) return [{ ...lineOf(view, entry, undefined), rows: [] }]
  const day = earlierOf(view.today, period.end)
  const bearers = bearersOf(counted, survey, { unitId: unit.id, day })
  const rows = bearers.map((bearer) => rowOf(view, entry, { bearer, survey, counted, day, due: period.due, held }))
  if (rows.length === 0) return [{ ...lineOf(view, entry, undefined), standing: notRegistered(counted), rows }]
  const sum = (pick: (row: StructureRow) => number) => rows.reduce((all, row) => all + pick(row), 0)
  const count = { required: sum(({ figure }) => figure.required), done: sum(({ figure }) => Math.min(figure.done, figure.required)) }
  const relieving = relieveAll(view, entry, { held, sums: { ...count, bearers: rows.length, bearersMet: 0 } })
  const only = rows.length === 1 ? { standing: rows[0]!.standing, figure: rows[0]!.figure } : {}
  return [{ ...lineOf(view, entry, { ...count, ...relieving }), ...only, rows }]
}

const notRegistered = ({ duty: { bearer } }: StructureDuty): Standing =>
  ({ ...NOT_CONCERNED, note: `尚未登记${bearer.bodies?.map((kind) => BODY_NAMES[kind].zh).join('、') ?? ''}` })

interface Looked {
  readonly bearer: StructureBearer
  readonly survey: Survey
  readonly counted: StructureDuty
  readonly day: SchoolDate
  readonly due: SchoolDate
  readonly held: readonly Held[]
}

/** Dated as bodies are, what stood on the last day tells whether it is complete in time or was late. */
function rowOf(view: View, entry: Entry, { bearer, survey, counted, day, due, held }: Looked): StructureRow {
  const { required, done, parts, lacking } = measure(counted.duty, { bearer, day, survey })
  const late = day > due && done >= required ? { doneInTime: measure(counted.duty, { bearer, day: due, survey }).done } : {}
  const bearerId = bearer.body?.id ?? bearer.unit.id
  const relieving = relieveCell(view, held, { bearerId, groupId: bearerId })
  return {
    bearerId, name: bearer.body?.name ?? bearer.unit.name, figure: figureOf(view, { required, done }),
    standing: standingFor(view, entry, { required, done, ...late, ...relieving }), parts: [...parts], lack: sayLack(parts), lacking: [...lacking],
  }
}
