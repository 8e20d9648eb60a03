import { notFound } from '#kernel/errors'
import type { AnswerOf } from '#kernel/route'
import { findColleagues, listBodies, listUnits } from '#modules/org/index'
import { BODY_NAMES, type Body, type BodyKind } from '#modules/org/bodies/body.contract'
import { getPlan, getVersion, type Plan, type PlanDuty } from '#modules/plan/index'
import type { RecordKind } from '#modules/plan/packs/kind.contract'
import type { Act } from '#platform/access/act'
import { classesInReach } from './plain-subjects.service.ts'
import type { Choice, ContentRule, listPlainKinds as kindsRoute, PlainKind, PlainPreparation } from './plain.contract.ts'
import { concernsPost, isPlain, mayRecord } from './plain.rules.ts'

/** Heading of what the own post owes or looks after. */
const OWN = '与您的岗位有关'

const dutiesOf = (plan: Plan, { capacity }: Act): readonly PlanDuty[] =>
  (capacity.unitId === null ? plan.duties : plan.dutiesOf(capacity.unitId))

const isRule = ({ duty }: PlanDuty): boolean => duty.form === 'content' || duty.form === 'prohibition'

/** What can be recorded today: first what the own post owes, then by matter. */
export async function listPlainKinds(act: Act): Promise<AnswerOf<typeof kindsRoute>> {
  const plan = await getPlan(act.tx, act.regionId, act.today)
  const open = plan.kinds.filter((kind) => isPlain(kind.key) && mayRecord(kind, act.capacity.role))
  const anyBody = open.some((kind) => kind.subject === 'body') && (await listBodies(act, { on: act.today })).length > 0
  const offered = open.filter((kind) => kind.subject !== 'body' || anyBody)
  const duties = dutiesOf(plan, act)
  const kinds = offered.map((kind) => ({ kind: kind.key, zh: kind.zh, group: groupOf(plan, duties, { kind, act }) }))
  return { today: act.today, kinds: inGroups(plan, kinds) }
}

function groupOf(plan: Plan, duties: readonly PlanDuty[], { kind, act }: { kind: RecordKind; act: Act }): string {
  const own = duties.filter((one) => one.duty.action?.kind === kind.key)
  if (own.some((one) => !isRule(one) && concernsPost(one.duty, act.capacity.role))) return OWN
  return plan.matters.find((matter) => own.some((one) => one.matter === matter.key))?.zh ?? '其他'
}

function inGroups({ matters }: Plan, kinds: readonly PlainKind[]): PlainKind[] {
  const order = [OWN, ...matters.map((matter) => matter.zh)]
  const rank = ({ group }: PlainKind) => (order.includes(group) ? order.indexOf(group) : order.length)
  return [...kinds].sort((a, b) => rank(a) - rank(b))
}

/** What the form of one kind needs. 404 for a kind that this post does not record. */
export async function preparePlain(act: Act, key: string): Promise<PlainPreparation> {
  const plan = await getPlan(act.tx, act.regionId, act.today)
  const kind = plan.kinds.find((one) => one.key === key)
  if (kind === undefined || !isPlain(key) || !mayRecord(kind, act.capacity.role)) throw notFound('记录类型')
  const { zh, subject, fields } = kind
  const duties = dutiesOf(plan, act)
  const ofClasses = subject === 'class' || subject === 'student'
  return {
    kind: key, zh, subject, today: act.today, fields: fields.filter((field) => field.setBy === 'recorder'),
    classes: ofClasses ? (await classesInReach(act)).map((one) => ({ id: one.id, name: one.name, note: null })) : [],
    units: subject === 'unit' ? await unitsFor(act) : [],
    bodies: ofClasses ? [] : await bodiesFor(act, kind, duties),
    colleagues: kind.companions === true ? await colleaguesFor(act) : null,
    rules: rulesOf(plan, duties, key),
  }
}

/** Only the bureau chooses; everybody else's own unit is the one subject. */
async function unitsFor(act: Act): Promise<Choice[]> {
  const all = (await listUnits(act)).filter((unit) => unit.id !== act.capacity.unitId)
  return all.map((unit) => ({ id: unit.id, name: unit.name, note: unit.street }))
}

/** Bodies of the kinds that owe such records; of every kind where none does. */
async function bodiesFor(act: Act, { key, subject }: RecordKind, duties: readonly PlanDuty[]): Promise<Choice[]> {
  const owing = duties.filter((one) => one.duty.action?.kind === key && one.duty.bearer.kind === 'body')
  const kinds = [...new Set(owing.flatMap((one): readonly BodyKind[] => one.duty.bearer.bodies ?? []))]
  const all = await listBodies(act, { on: act.today, ...(subject === 'body' && kinds.length > 0 ? { kinds } : {}) })
  const parents = new Map(all.map((body) => [body.id, body.name]))
  const first = (body: Body) => (kinds.includes(body.kind) ? 0 : 1)
  return [...all].sort((a, b) => first(a) - first(b)).map((body) => ({ id: body.id, name: body.name, note: noteOf(body, parents) }))
}

const noteOf = ({ kind, parentId }: Body, parents: ReadonlyMap<string, string>): string =>
  [BODY_NAMES[kind].zh, parents.get(parentId ?? '')].filter((part) => part !== undefined).join(' · ')

const colleaguesFor = async (act: Act): Promise<Choice[]> =>
  (await findColleagues(act, act.today)).flatMap(({ name, posts }) => posts.slice(0, 1).map((post) => ({ id: post.postId, name, note: post.label })))

/** What the documents say must or must not be in such a record, one line a clause. */
function rulesOf(plan: Plan, duties: readonly PlanDuty[], key: string): ContentRule[] {
  return duties.filter((one) => isRule(one) && one.duty.action?.kind === key).flatMap(({ doc, duty }) => {
    const { pack } = getVersion(plan, doc)
    const form = duty.form === 'prohibition' ? 'prohibition' : 'content'
    return pack.clauses.filter((clause) => duty.clauses.includes(clause.id))
      .map((clause): ContentRule => ({ form, text: clause.summary, doc, number: pack.number, clause: clause.id }))
  })
}
