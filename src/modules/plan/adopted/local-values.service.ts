import type { AnswerOf } from '#kernel/route'
import type { Act } from '#platform/access/act'
import { canonicalJson } from '../packs/canonical.rules.ts'
import type { LocalValue, Setting } from '../packs/pack.contract.ts'
import type { listLocalValues as localValuesRoute, LocalValueView } from './plan.contract.ts'
import { dutiesFor, planOf } from './plan-reading.service.ts'
import { getVersion, viewDuty, type Plan } from './plan.rules.ts'
import { listLocalSettings, listRegionChoices, type LocalSetting, type RegionChoice } from './plan.store.ts'

/** What the documents leave open, with what was decided, which duties wait, and what others at the same level chose. */
export async function listLocalValues(act: Act): Promise<AnswerOf<typeof localValuesRoute>> {
  const plan = await planOf(act)
  const declared = plan.packs.flatMap(({ doc, pack }) => pack.localValues.map((value) => ({ doc, value })))
  const asked = declared.filter(({ value }) => value.setBy === 'region').map(({ doc, value }) => ({ doc, key: value.key }))
  const decided: Decided = {
    act, plan, settings: await listLocalSettings(act.tx, act.regionId), regions: asked.length > 0 ? await listRegionChoices(act.tx, asked) : [],
  }
  return { values: declared.map(({ doc, value }) => viewValue(decided, doc, value)) }
}

interface Decided {
  readonly act: Act
  readonly plan: Plan
  readonly settings: readonly LocalSetting[]
  readonly regions: readonly RegionChoice[]
}

function viewValue(decided: Decided, doc: string, declared: LocalValue): LocalValueView {
  const { act: { capacity }, plan, settings } = decided
  const ofKey = settings.filter((one) => one.doc === doc && one.key === declared.key)
  const of = (unitId: string | null) => ofKey.find((one) => one.unitId === unitId)
  const own = capacity.unitId === null ? undefined : of(capacity.unitId)
  const set = own ?? of(null)
  const reading = readingOf(plan, doc, declared)
  const head = {
    doc, declared, ...usesOf(decided, doc, declared), choices: choicesOf(decided, doc, declared),
    ...(reading === undefined ? { need: 'needed' as const } : { need: 'adjustable' as const, reading }),
  }
  if (set) return { ...head, value: set.value, source: own ? 'school' : 'region', setAt: set.setAt.toISOString() }
  return reading === undefined ? { ...head, source: 'none' } : { ...head, value: reading, source: 'default' }
}

/** The clauses that leave it open, as they are paraphrased, and the duties that read it. */
function usesOf({ act, plan }: Decided, doc: string, { key, clauses }: LocalValue): Pick<LocalValueView, 'clauses' | 'duties'> {
  const { pack } = getVersion(plan, doc)
  const readers = dutiesFor(plan, act).filter((one) => one.doc === doc && JSON.stringify(one.duty).includes(`"local":"${key}"`))
  return {
    clauses: pack.clauses.filter(({ id }) => clauses.includes(id)).map(({ id, summary }) => ({ id, summary })),
    duties: readers.map((one) => ({ id: one.id, zh: viewDuty(plan, one).zh, waits: one.missing?.includes(key) === true })),
  }
}

/** Schools look at the other schools of the region, regions at other regions of their level; nobody learns who chose what. */
function choicesOf({ act, settings, regions }: Decided, doc: string, { key, setBy }: LocalValue): LocalValueView['choices'] {
  const chosen = setBy === 'region'
    ? regions.filter((one) => one.doc === doc && one.key === key)
    : settings.filter((one) => one.doc === doc && one.key === key && one.unitId !== null && one.unitId !== act.capacity.unitId)
      .map(({ value }) => ({ value, count: 1 }))
  const counts = new Map<string, { value: Setting; count: number }>()
  for (const { value, count } of chosen) {
    const name = canonicalJson(value)
    counts.set(name, { value, count: (counts.get(name)?.count ?? 0) + count })
  }
  return [...counts.values()].sort((a, b) => b.count - a.count)
}

/** What a duty counts with while nobody has decided: the default of the declaration, or what the condition itself names. */
function readingOf(plan: Plan, doc: string, { key, default: given }: LocalValue): Setting | undefined {
  const conditions = plan.duties.filter((one) => one.doc === doc).flatMap(({ duty }) => duty.action?.where ?? [])
  const named = conditions.find((one) => one.local === key)?.in
  return given ?? named?.filter((one) => typeof one === 'string')
}
