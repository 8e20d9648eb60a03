import { earlierOf } from '#kernel/dates'
import { notFound } from '#kernel/errors'
import type { Uuid } from '#kernel/ids'
import type { AnswerOf } from '#kernel/route'
import { findFacts } from '#modules/ledger/index'
import type { RecordFacts } from '#modules/ledger/records/record.contract'
import { readsDesignations } from '#modules/org/index'
import { getVersion, sayWork, viewDuty, type Plan } from '#modules/plan/index'
import type { Act } from '#platform/access/act'
import { countedDuties } from './duties.service.ts'
import type { CountedDuty, Fulfilment, Miss } from './counting.contract.ts'
import { judge } from './fulfil.rules.ts'
import { getRoster } from './fulfilment.store.ts'
import { entriesFor, openView, orderOf, viewOf, type Entry, type View } from './lines.service.ts'
import type { explainRecord as explainRoute } from './mine.contract.ts'
import { findBearers, findDesignated } from './mine.store.ts'
import { couldConcern, sayMiss } from './miss.rules.ts'
import { sayPeriod } from './period.rules.ts'

type Explanation = AnswerOf<typeof explainRoute>

/** For which duties the record counts and for which not, over the subjects that the capacity sees. 404 without any. */
export async function explainRecord(act: Act, recordId: Uuid): Promise<Explanation> {
  const record = await findFacts(act, recordId)
  if (record === undefined) throw notFound('记录')
  const view = await openView(act)
  const roster = await getRoster(act.tx, act.regionId, [record])
  const schools = [...new Set([...roster.units.keys(), ...[...roster.classes.values()].map((one) => one.schoolId)])]
  const knows = readsDesignations(act)
  const duties = countedDuties(view.plan, schools).filter(({ designation }) => designation === undefined || knows)
  const judged = judge(record, duties, roster)
  const { counted: ofChildren, others } = await withoutUndesignated(act, { record, counted: judged.counted, duties })
  const { counted, strangers } = await withoutStrangers(act, view, { counted: ofChildren, duties })
  const entries = bindingFirst(entriesFor(view, record.unitId))
  const misses: Miss[] = [
    ...judged.notCounted, ...others.map((duty) => ({ duty, code: 'undesignated' as const })), ...strangers.map((duty) => ({ duty, code: 'not-bearer' as const })),
    ...undecided(entries),
  ]
  const told = entries.filter(({ duty }) => couldConcern(duty.resolved ?? duty.duty, record, roster))
  return {
    asOf: view.asOf,
    counted: entries.flatMap((entry) => timesOf(counted, entry.key).map(({ period, times }) =>
      ({ ...headOf(view.plan, entry), period: sayPeriod(period), times }))),
    notCounted: told.flatMap((entry) => misses.filter((miss) => miss.duty === entry.key)
      .map((miss) => ({ ...headOf(view.plan, entry), code: miss.code, reason: reasonOf(view, miss, { record, entry }) }))),
  }
}

/** What must be done before what is encouraged, and of each what binds before what is implied by it. */
function bindingFirst(entries: readonly Entry[]): Entry[] {
  const rank = ({ duty, binds }: Entry) => ((duty.resolved ?? duty.duty).strength === 'encouraged' ? 2 : 0) + (binds ? 0 : 1)
  return orderOf(entries).sort((a, b) => rank(a) - rank(b))
}

/** How often the record counts for a duty, by period. */
function timesOf(counted: readonly Fulfilment[], duty: string): { period: string; times: number }[] {
  const periods = counted.filter((one) => one.duty === duty).map((one) => one.period)
  return [...new Set(periods)].map((period) => ({ period, times: periods.filter((one) => one === period).length }))
}

interface Judged { readonly counted: readonly Fulfilment[]; readonly duties: readonly CountedDuty[] }

/** What is owed to key students alone, or to those left behind, moves nothing when it was done for another child. */
async function withoutUndesignated(act: Act, { record, counted, duties }: Judged & { record: RecordFacts }) {
  const limited = duties.filter(({ key, designation }) => designation !== undefined && counted.some((one) => one.duty === key))
  if (limited.length === 0) return { counted, others: [] }
  await auditDesignations(act, record)
  const held = await findDesignated(act.tx, act.regionId, record.subjects.flatMap((one) => one.studentId ?? []))
  const concerns = (one: Fulfilment) => {
    const duty = limited.find(({ key }) => key === one.duty)
    const span = duty?.spansAt({ schoolId: record.unitId }).find(({ key }) => key === one.period)
    const day = earlierOf(act.today, span?.end ?? act.today)
    return duty === undefined || held.some(({ studentId, kind, from, to }) =>
      studentId === one.studentId && kind === duty.designation && from <= day && (to === null || to >= day))
  }
  const kept = counted.filter(concerns)
  return { counted: kept, others: limited.map(({ key }) => key).filter((key) => !kept.some((one) => one.duty === key)) }
}

/** Whether it counts says whether the child is designated. */
const auditDesignations = (act: Act, { recordId, subjects }: RecordFacts): Promise<void> => act.audit(...subjects.flatMap(({ studentId: id, schoolId, classId }) =>
  (id === null ? [] : [{
    action: 'child.read', objectKind: 'record', objectId: recordId, student: { id, schoolId, classId }, fields: ['designation'], purpose: '查看记录计入的责任',
  }])))

/** Who holds another post may be no bearer: 其他学科教师 are those who lead no class. They have no cell. */
async function withoutStrangers(
  act: Act, view: View, { counted, duties }: Judged,
) {
  const strange = new Set<Fulfilment>()
  for (const one of counted) {
    const personal = duties.some((duty) => duty.key === one.duty && duty.carrier === 'holder')
    if (!personal || view.at === undefined) continue
    const bearers = await findBearers(act.tx, view.at, { duty: one.duty, period: one.period, bearers: [one.bearerId] })
    if (bearers.size === 0) strange.add(one)
  }
  const held = counted.filter((one) => !strange.has(one))
  const strangers = [...new Set([...strange].map((one) => one.duty))].filter((duty) => !held.some((one) => one.duty === duty))
  return { counted: held, strangers }
}

/** Not what is still to be decided for key students and the like: of most children it would be told in vain. */
const undecided = (entries: readonly Entry[]): Miss[] => entries
  .filter(({ duty: { duty, recordable, missing } }) => recordable && missing !== undefined && !['key-student', 'left-behind-student'].includes(duty.subject.kind))
  .map(({ key }) => ({ duty: key, code: 'needs-local-value' }))

function headOf(plan: Plan, entry: Entry) {
  const { key, sentence, matter, level, levelLabel } = viewOf(plan, entry)
  const { doc, duty, resolved } = entry.duty
  return { duty: key, sentence, matter, short: sayWork(resolved ?? duty, getVersion(plan, doc).pack), level, levelLabel }
}

function reasonOf({ plan, today }: View, miss: Miss, { record, entry }: { record: RecordFacts; entry: Entry }): string {
  const { resolved } = entry.duty
  if (resolved === undefined) return viewDuty(plan, entry.duty).missing.map((one) => one.question).join('；')
  const { pack } = getVersion(plan, entry.duty.doc)
  const isKind = ({ key }: { key: string }) => key === record.kind
  const kind = plan.kinds.find(isKind) ?? pack.kinds.find(isKind)
  return sayMiss(miss, { duty: resolved, record, kind, level: viewOf(plan, entry).levelLabel, today })
}
