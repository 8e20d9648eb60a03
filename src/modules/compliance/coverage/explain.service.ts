import { notFound } from '#kernel/errors'
import type { Uuid } from '#kernel/ids'
import type { AnswerOf } from '#kernel/route'
import type { RecordFacts } from '#modules/ledger/records/record.contract'
import { getVersion, viewDuty, type Plan, type PlanDuty } from '#modules/plan/index'
import type { Act } from '#platform/access/act'
import { countedDuties, keyOf } from './duties.service.ts'
import { judge, type CountedDuty, type Fulfilment, type Miss } from './fulfil.rules.ts'
import { getRoster } from './fulfilment.store.ts'
import { openView, viewOf, type View } from './lines.service.ts'
import type { explainRecord as explainRoute } from './mine.contract.ts'
import { findBearers, findFacts } from './mine.store.ts'
import { sayMiss } from './miss.rules.ts'
import { sayPeriod } from './period.rules.ts'

type Explanation = AnswerOf<typeof explainRoute>

/** For which duties the record counts and for which not, over the subjects that the capacity sees. 404 without any. */
export async function explainRecord(act: Act, recordId: Uuid): Promise<Explanation> {
  const record = await findFacts(act.tx, act.regionId, recordId)
  if (record === undefined) throw notFound('记录')
  const view = await openView(act)
  const roster = await getRoster(act.tx, act.regionId, [record])
  const schools = [...new Set([...roster.units.keys(), ...[...roster.classes.values()].map((one) => one.schoolId)])]
  const duties = countedDuties(view.plan, schools)
  const judged = judge(record, duties, roster)
  const { counted, strangers } = await withoutStrangers(act, view, { counted: judged.counted, duties })
  const misses: Miss[] = [
    ...judged.notCounted, ...strangers.map((duty) => ({ duty, code: 'not-bearer' as const })), ...undecided(view.plan, record),
  ]
  return {
    asOf: view.asOf,
    counted: [...new Map(counted.map((one) => [`${one.duty}|${one.period}`, one])).values()].map((one) => ({
      ...headOf(view.plan, one.duty), period: sayPeriod(one.period),
      times: counted.filter((other) => other.duty === one.duty && other.period === one.period).length,
    })),
    notCounted: misses.map((miss) => ({
      ...headOf(view.plan, miss.duty), code: miss.code, reason: reasonOf(view.plan, miss, { record, duties }),
    })),
  }
}

/** Who holds another post may be no bearer: 其他学科教师 are those who lead no class. They have no cell. */
async function withoutStrangers(
  act: Act, view: View, { counted, duties }: { counted: readonly Fulfilment[]; duties: readonly CountedDuty[] },
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

/** Duties of the record's makers that wait for a local value. */
function undecided(plan: Plan, record: RecordFacts): Miss[] {
  return plan.dutiesOf(record.unitId)
    .filter(({ duty, missing, recordable }) => recordable && missing !== undefined && duty.action.kind === record.kind
      && record.actors.some((actor) => duty.bearer.posts?.includes(actor.postKind)))
    .map((duty) => ({ duty: keyOf(duty), code: 'needs-local-value' }))
}

const dutyOf = (plan: Plan, key: string): PlanDuty => {
  const found = plan.duties.find((one) => keyOf(one) === key)
  if (found === undefined) throw new Error(`no adopted duty ${key}`)
  return found
}

function headOf(plan: Plan, key: string) {
  const duty = dutyOf(plan, key)
  const { sentence, matter, level, levelLabel } = viewOf(plan, { key, duty })
  return { duty: key, sentence, matter, matterName: plan.matters.find((one) => one.key === matter)?.zh ?? matter, level, levelLabel }
}

function reasonOf(plan: Plan, miss: Miss, { record, duties }: { record: RecordFacts; duties: readonly CountedDuty[] }): string {
  const planned = dutyOf(plan, miss.duty)
  const level = headOf(plan, miss.duty).levelLabel
  const duty = duties.find((one) => one.key === miss.duty)?.duty
  if (duty === undefined) return viewDuty(plan, planned).missing.map((one) => one.question).join('；')
  const isKind = ({ key }: { key: string }) => key === record.kind
  const kind = plan.kinds.find(isKind) ?? getVersion(plan, planned.doc).pack.kinds.find(isKind)
  return sayMiss(miss, { duty, record, kind, level })
}
