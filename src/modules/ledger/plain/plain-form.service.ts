import type { Role } from '#kernel/capacity'
import { notFound } from '#kernel/errors'
import type { AnswerOf } from '#kernel/route'
import { findColleagues, listBodies, listUnits } from '#modules/org/index'
import { BODY_NAMES, type Body, type BodyKind } from '#modules/org/bodies/body.contract'
import { getPlan, getVersion, type Plan, type PlanDuty } from '#modules/plan/index'
import type { RecordKind } from '#modules/plan/packs/kind.contract'
import type { Act } from '#platform/access/act'
import { classesInReach } from './plain-subjects.service.ts'
import type { Choice, ContentRule, listPlainKinds as kindsRoute, PlainPreparation } from './plain.contract.ts'
import { isPlain, mayRecord, nearness } from './plain.rules.ts'

/** Heading of what the own post owes or looks after. */
const OWN = '与您的岗位有关'

const GROUPS: Readonly<Record<RecordKind['subject'], string>> = {
  class: '班级的活动', student: '与学生', unit: '本单位的工作', body: '机构与队伍的工作',
}

const dutiesOf = (plan: Plan, { capacity }: Act): readonly PlanDuty[] =>
  (capacity.unitId === null ? plan.duties : plan.dutiesOf(capacity.unitId))

const isRule = ({ duty }: PlanDuty): boolean => duty.form === 'content' || duty.form === 'prohibition'

/** What can be recorded today: first what the own post owes, then by what it is about. */
export async function listPlainKinds(act: Act): Promise<AnswerOf<typeof kindsRoute>> {
  const plan = await getPlan(act.tx, act.regionId, act.today)
  const open = plan.kinds.filter((kind) => isPlain(kind.key) && mayRecord(kind, act.capacity.role))
  const anyBody = open.some((kind) => kind.subject === 'body') && (await listBodies(act, { on: act.today })).length > 0
  const offered = open.filter((kind) => kind.subject !== 'body' || anyBody)
  const duties = dutiesOf(plan, act).filter((one) => !isRule(one))
  const near = (kind: RecordKind) => nearest(duties.filter((one) => one.duty.action?.kind === kind.key), act.capacity.role)
  const ordered = [...offered].sort((a, b) => near(a) - near(b) || ORDER.indexOf(a.subject) - ORDER.indexOf(b.subject))
  return {
    today: act.today,
    kinds: ordered.map((kind) => ({ kind: kind.key, zh: kind.zh, group: near(kind) === FAR ? GROUPS[kind.subject] : OWN })),
  }
}

const ORDER: readonly RecordKind['subject'][] = ['class', 'student', 'unit', 'body']

/** Behind everything that concerns the post. */
const FAR = 9

const nearest = (duties: readonly PlanDuty[], role: Role): number =>
  Math.min(FAR, ...duties.flatMap((one) => nearness(one.duty, role) ?? []))

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
  const all = await listBodies(act, { on: act.today })
  const names = new Map(all.map((body) => [body.id, body.name]))
  const first = (body: Body) => (kinds.includes(body.kind) ? 0 : 1)
  const offered = subject === 'body' && kinds.length > 0 ? all.filter((body) => kinds.includes(body.kind)) : all
  const noteOf = ({ kind, parentId }: Body) => names.get(parentId ?? '') ?? (kinds.length === 1 && subject === 'body' ? null : BODY_NAMES[kind].zh)
  return [...offered].sort((a, b) => first(a) - first(b)).map((body) => ({ id: body.id, name: body.name, note: noteOf(body) }))
}

const colleaguesFor = async (act: Act): Promise<Choice[]> =>
  (await findColleagues(act, act.today)).flatMap(({ name, posts }) => posts.slice(0, 1).map((post) => ({ id: post.postId, name, note: post.label })))

/**
 * What the documents say must or must not be in such a record, one line a clause. A prohibition is computed from findings, so
 * those of the matters for which such records are made stand here too.
 */
function rulesOf(plan: Plan, duties: readonly PlanDuty[], key: string): ContentRule[] {
  const made = duties.filter((one) => one.duty.action?.kind === key)
  const matters = new Set(made.filter((one) => !isRule(one)).map((one) => one.matter))
  const told = duties.filter((one) => isRule(one) && (made.includes(one) || (one.duty.form === 'prohibition' && matters.has(one.matter))))
  return told.flatMap(({ doc, duty }) => {
    const { pack } = getVersion(plan, doc)
    const form = duty.form === 'prohibition' ? 'prohibition' : 'content'
    return pack.clauses.filter((clause) => duty.clauses.includes(clause.id))
      .map((clause): ContentRule => ({ form, text: clause.summary, doc, number: pack.number, clause: clause.id }))
  })
}
