import type { Plugin } from 'vite'

/** One mistake that somebody could make in the engine: `find` stands exactly once in `file`. */
export interface Mutation {
  readonly name: string
  readonly file: string
  readonly find: string
  readonly replace: string
  /** What would be computed wrongly. */
  readonly why: string
  /** A seed from which on the proof meets it soon. */
  readonly seed: number
}

const of = (folder: string) => (file: string, list: readonly Omit<Mutation, 'file'>[]): Mutation[] => list.map((one) => ({ ...one, file: `${folder}/${file}` }))
const coverage = of('src/modules/compliance/coverage')
const calendar = of('src/modules/plan/calendar')
const duties = of('src/modules/plan/duties')

/** Mistakes in what is judged record by record. */
const JUDGED = [
  ...coverage('fulfil.rules.ts', [
    { name: 'last-day', find: 'day <= span.end', replace: 'day < span.end', why: 'a record of the last day does not count', seed: 12 },
    { name: 'withdrawn-counts', find: 'record.withdrawn ? [] : [...counted.values()]', replace: '[...counted.values()]', why: 'a withdrawn record counts', seed: 5 },
  ]),
  ...coverage('candidate.rules.ts', [
    { name: 'class-of-today', find: 'subject.subjectId : subject.classThen', replace: 'subject.subjectId : subject.classId',
      why: 'what was done for a child before it moved is lost', seed: 94 },
    { name: 'no-inspection', find: '[record.unitId, ...inspected.map((one) => one.subjectId)]', replace: '[record.unitId]',
      why: 'what the bureau did at a school does not count for it', seed: 28 },
    { name: 'any-post', find: 'bearer.posts === undefined || bearer.posts.includes(actor.postKind)', replace: 'true', why: 'whoever did it, it counts for those who owe', seed: 4 },
    { name: 'any-class', find: 'actor.classId === place.id : actor.unitId', replace: 'true : actor.unitId', why: 'what others did in the class counts for its head teacher', seed: 29 },
  ]),
]

/** Mistakes in what is counted anew. */
const DERIVED = [
  ...coverage('derive.store.ts', [
    { name: 'withdrawn-derived', find: 'where r.region_id = ${regionId} and not v.withdrawn`', replace: 'where r.region_id = ${regionId}`',
      why: 'a withdrawn record counts', seed: 28 },
    { name: 'first-day', find: 'where w.happened_on between g.first and g.last', replace: 'where w.happened_on > g.first and w.happened_on <= g.last',
      why: 'a record of the first day does not count', seed: 5 },
    { name: 'any-post-derived', find: '[sql`w.post_kind = any(${[...duty.bearer.posts]}::text[])`]', replace: '[]', why: 'whoever did it, it counts for those who owe', seed: 44 },
    { name: 'class-of-now', find: 'g.class_id = w.class_then', replace: 'g.class_id = w.class_id', why: 'what was done for a child before it moved is lost', seed: 3 },
    { name: 'no-inspection-derived', find: 's.id = w.subject_id and s.kind = \'school\'', replace: 's.id = w.subject_id and s.kind = \'bureau\'',
      why: 'what the bureau did at a school does not count for it', seed: 69 },
  ]),
]

/** Mistakes in who owes how much. */
const OWED = [
  ...coverage('grid.rules.ts', [
    { name: 'never-frozen', find: 'day: earlierOf(today, span.end)', replace: 'day: today', why: 'the roster of today is owed for a period that has ended', seed: 3 },
  ]),
  ...coverage('bearers.store.ts', [
    { name: 'long-in-office', find: '${heldIn(at)} and a.valid_from between g.taken_from and g.taken_to', replace: '${heldIn(at)}',
      why: 'an appointment of an earlier year is new again', seed: 1 },
    { name: 'ever-designated', find: ' and ${holds(\'d\', day)})`)', replace: ')`)', why: 'a child that is no key student any more is owed', seed: 1 },
    { name: 'holding-both', find: ' and not bool_or(p.kind = any(g.not_posts))', replace: '', why: 'who also leads a class owes as a mere subject teacher', seed: 134 },
  ]),
  ...coverage('cells.store.ts', [
    { name: 'share-rounded-down', find: 'ceil(${children} * b.percent / 100.0)', replace: 'floor(${children} * b.percent / 100.0)', why: 'a share of children is rounded down', seed: 31 },
    { name: 'one-more', find: 'and e.times >= b.number ${own', replace: 'and e.times > b.number ${own', why: 'a child needs one record more than the number', seed: 3 },
    { name: 'class-twice', find: 'else least(count(distinct f.record_id), 1) end', replace: 'else count(distinct f.record_id) end', why: 'a class reached twice counts as two', seed: 179 },
  ]),
  ...coverage('period.rules.ts', [
    { name: 'spring-children', find: '(/^H\\d{4}-1/.test(key) ? 1 : 0)', replace: '0', why: 'in spring the new children are those of the next autumn', seed: 109 },
  ]),
  ...of('src/modules/plan/adopted')('plan.rules.ts', [
    { name: 'own-value-ignored', find: 'unitId ? settings.get(unitId)?.[doc] : {}', replace: '{}', why: 'the number that a school set for itself is ignored', seed: 11 },
  ]),
]

/** Mistakes in what must be there. */
const BUILT = coverage('structure.rules.ts', [
  { name: 'ended-body', find: 'one.from <= day && (one.to === null || one.to >= day)', replace: 'one.from <= day', why: 'a body or seat that has ended counts', seed: 1 },
  { name: 'seats-of-all', find: 'bodies.map((body) => weigh(rule, body, day)).sort',
    replace: 'bodies.slice(0, 1).map((body) => weigh(rule, { ...body, seats: bodies.flatMap((one) => one.seats) }, day)).sort',
    why: 'seats of several bodies are added up', seed: 60 },
  { name: 'exactly-or-more', find: '{ ...part, holds: part.have === part.need }', replace: 'part', why: 'more than exactly one is enough', seed: 11 },
  { name: 'target-rounded-down', find: 'Math.ceil(list.length * number / 100)', replace: 'Math.floor(list.length * number / 100)', why: 'a share of schools or communities is rounded down', seed: 6 },
  { name: 'any-topic', find: '(topic === undefined || one.topic === topic)', replace: 'true', why: 'a mechanism for something else counts', seed: 84 },
])

/** Mistakes in time and in what a pack's words mean. */
const READ = [
  ...calendar('period.rules.ts', [
    { name: 'window-edge', find: 'anchor === \'start\' ? one.first', replace: 'anchor === \'start\' ? one.start', why: 'a window begins with the period and not with school', seed: 133 },
    { name: 'same-year', find: '(window.yearly.to < window.yearly.from ? 1 : 0)', replace: '0', why: 'a window over the turn of the year ends before it begins', seed: 13 },
    { name: 'around-after', find: 'to: addDays(held, days)', replace: 'to: held', why: 'the days after a date do not belong to it', seed: 94 },
    { name: 'since-ever', find: 'start: from, end: NEVER', replace: 'start: EVER, end: NEVER', why: 'what was done before the first day counts', seed: 28 },
  ]),
  ...duties('resolve.rules.ts', [
    { name: 'text-only', find: '{ ...condition, in: set.filter((one) => typeof one === \'string\') } : condition', replace: 'condition : condition',
      why: 'ways that the region allows do not count', seed: 100 },
  ]),
  ...duties('fit.rules.ts', [
    { name: 'unraised-flag', find: '[value ?? false]', replace: '[value]', why: 'a flag that was never raised is not false', seed: 57 },
  ]),
]

export const MUTATIONS: readonly Mutation[] = [...JUDGED, ...DERIVED, ...OWED, ...BUILT, ...READ]

/** Plants the mutation of this name while modules are loaded; nothing without a name. */
export function plantMutation(name: string | undefined): Plugin[] {
  if (name === undefined) return []
  const planted = MUTATIONS.find((one) => one.name === name)
  if (planted === undefined) throw new Error(`no mutation ${name}`)
  return [{
    name: 'planted-mutation', enforce: 'pre',
    transform: (code, id) => (id.endsWith(`/${planted.file}`) ? { code: code.replace(planted.find, () => planted.replace), map: null } : undefined),
  }]
}
