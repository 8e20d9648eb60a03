import { ROLE_NAMES } from '#kernel/capacity'
import type { SchoolDate } from '#kernel/dates'
import type { Uuid } from '#kernel/ids'
import { className, type ClassFacts } from '../../classes/class.rules.ts'
import { classKeyOf, errorAt, groupBy, settle, spotOf, type Mark, type Pending, type SchoolClass, type Settled } from './compare.rules.ts'
import type { Doubt } from '../roster.contract.ts'
import type { Problem, RosterPost, StaffRow } from '../row.contract.ts'
import { sayRow } from '../reading/text.rules.ts'

/** Somebody who holds a post of the school today, or whose file the school keeps. */
export interface SchoolPerson {
  readonly id: Uuid
  readonly name: string
  readonly staffNo: string | null
  readonly phone: Mark | null
  readonly hasFile: boolean
}

export interface SchoolPost {
  readonly id: Uuid
  readonly kind: RosterPost
  readonly classId: Uuid | null
  readonly subject: string | null
  readonly holder: { readonly appointmentId: Uuid; readonly personId: Uuid; readonly name: string; readonly from: SchoolDate } | null
}

export interface StaffOfSchool {
  readonly academicYear: number
  readonly classes: readonly SchoolClass[]
  readonly people: readonly SchoolPerson[]
  readonly posts: readonly SchoolPost[]
}

export interface MarkedStaff { readonly row: StaffRow; readonly phone: Mark | null }

type RowPost = StaffRow['posts'][number]
const STAFF_FILE_FIELDS = ['name', 'staffNo', 'phone'] as const
export type StaffField = (typeof STAFF_FILE_FIELDS)[number]

/** A post to be given: one that exists, from its holder or from nobody, or one to be made. */
export interface Giving {
  readonly post: SchoolPost | null
  readonly as: RowPost
  readonly classId: Uuid | null
  readonly replaces: SchoolPost['holder']
}
export interface PersonStep {
  readonly kind: 'same' | 'new' | 'changed'
  readonly row: MarkedStaff
  readonly person: SchoolPerson | null
  readonly fields: readonly StaffField[]
  readonly givings: readonly Giving[]
}
export type StaffStep =
  | PersonStep
  /** Beside the step of the person: the answer to a doubt about one post. */
  | { readonly kind: 'give'; readonly row: MarkedStaff; readonly person: SchoolPerson | null; readonly giving: Giving }
  | { readonly kind: 'post-end'; readonly post: SchoolPost }

export interface StaffPlan {
  readonly kind: 'staff'
  readonly rows: number
  readonly steps: readonly PersonStep[]
  readonly pending: readonly Pending<StaffStep>[]
  readonly problems: readonly Problem[]
}

export const decideStaff = (plan: StaffPlan, answers: Readonly<Record<string, string>>): Settled<StaffStep> =>
  settle(plan, answers, (step) => ('givings' in step ? step.person?.id ?? null : null))

export function compareStaff(school: StaffOfSchool, { rows, keptOut }: { rows: readonly MarkedStaff[]; keptOut: readonly { name: string | null }[] }): StaffPlan {
  const work = new Comparison(school, rows)
  rows.forEach((row, at) => work.take(row, at))
  work.askGone(new Set(keptOut.map((one) => one.name)))
  return { kind: 'staff', rows: rows.length + keptOut.length, steps: work.steps, pending: work.pending, problems: work.problems }
}

/** Posts of which a school has one; of the others there are as many as people are named for them. */
const SINGLE: readonly RosterPost[] = ['principal', 'party_secretary', 'head_teacher']
/**
 * Whoever holds these opens accounts for others. A keeper who could replace them would become any of them: no workbook ends them,
 * only the operator does.
 */
const ENTRUSTED: readonly RosterPost[] = ['principal', 'party_secretary', 'roster_keeper']

type Who = { readonly is: 'person'; readonly person: SchoolPerson } | { readonly is: 'new' } | { readonly is: 'wrong' }
  | { readonly is: 'one-of'; readonly people: readonly SchoolPerson[] } | { readonly is: 'renamed'; readonly person: SchoolPerson }

class Comparison {
  readonly steps: PersonStep[] = []
  readonly pending: Pending<StaffStep>[] = []
  readonly problems: Problem[] = []
  readonly #school: StaffOfSchool
  readonly #rows: readonly MarkedStaff[]
  readonly #who: readonly Who[]
  readonly #classes: ReadonlyMap<string, SchoolClass>
  readonly #postsOf: ReadonlyMap<string, readonly SchoolPost[]>
  readonly #rowsOf: ReadonlyMap<string, readonly number[]>
  /** Posts that a row keeps, takes over or may take over. */
  readonly #spoken = new Set<Uuid>()

  constructor(school: StaffOfSchool, rows: readonly MarkedStaff[]) {
    this.#school = school
    this.#rows = rows
    this.#who = matchStaff(school, rows, (problem) => this.problems.push(problem))
    this.#classes = new Map(school.classes.map((one) => [classKeyOf(one), one]))
    const keys = new Map(school.classes.map((one) => [one.id, classKeyOf(one)]))
    this.#postsOf = groupBy(school.posts, (post) => postKey(post.kind, post.classId === null ? null : keys.get(post.classId) ?? '', post.subject))
    this.#rowsOf = new Map([...groupBy(rows.flatMap(({ row }, at) => row.posts.map((post) => ({ at, key: keyOf(post) }))), (one) => one.key)]
      .map(([key, list]) => [key, list.map((one) => one.at)]))
    for (const at of rows.keys()) {
      const who = this.#who[at]!
      if (who.is === 'person' || who.is === 'renamed') for (const post of rows[at]!.row.posts) this.#keep(post, who.person.id)
    }
  }

  #keep(as: RowPost, personId: Uuid): void {
    const post = this.#postsOf.get(keyOf(as))?.find((one) => one.holder?.personId === personId)
    if (post !== undefined) this.#spoken.add(post.id)
  }

  take(marked: MarkedStaff, at: number): void {
    const who = this.#who[at]!
    if (who.is === 'wrong' || !this.#fits(marked.row, at)) return
    if (who.is === 'new') this.#settle(marked, null)
    if (who.is === 'person') this.#settle(marked, who.person)
    if (who.is === 'renamed') this.#askRenamed(marked, who.person)
    if (who.is === 'one-of') this.#askSame(marked, who.people)
  }

  /** Whether the classes of the row exist, nobody before it has the same single post and none is taken from whom it may not be. */
  #fits(row: StaffRow, at: number): boolean {
    const before = this.problems.length
    for (const post of row.posts) {
      if (post.class !== null && !this.#classes.has(classKeyOf(post.class))) {
        this.problems.push(errorAt(row, 'no-such-class', `本校没有${className(post.class, this.#school.academicYear)}。请核对班级，或先导入学生名册建立班级。`))
      }
      const first = this.#rowsOf.get(keyOf(post))?.[0]
      if (SINGLE.includes(post.kind) && first !== undefined && first !== at) {
        this.problems.push(errorAt(row, 'post-twice', `${this.#sayPost(post)}已写在${sayRow(this.#rows[first]!.row)}。同一岗位只能有一人，请改正其中一行。`))
      } else if (this.#isKept(post, candidatesOf(this.#who[at]!))) {
        this.problems.push(errorAt(row, 'post-held',
          `${this.#sayPost(post)}现任在任，导入不更换。更换校长、党组织书记、学籍管理员，请系统管理员执行 tongxin post hand-over --school 学校代码 --kind ${post.kind} --to 工号或姓名；仍是现任的，请改正这一行。`))
      }
    }
    return this.problems.length === before
  }

  /**
   * Whether the post is entrusted to others than these. A school may have several keepers: one more stands beside those whom the
   * workbook names as well.
   */
  #isKept(as: RowPost, people: readonly SchoolPerson[]): boolean {
    if (!ENTRUSTED.includes(as.kind)) return false
    const held = (this.#postsOf.get(keyOf(as)) ?? []).filter((post) => post.holder !== null)
    return !held.some((post) => people.some((one) => one.id === post.holder!.personId))
      && held.some((post) => SINGLE.includes(as.kind) || !this.#spoken.has(post.id))
  }

  #settle(row: MarkedStaff, person: SchoolPerson | null): void {
    const givings: Giving[] = []
    for (const as of row.row.posts) {
      const giving = this.#giving(as, person)
      if (giving === undefined) continue
      if (giving.replaces === null) givings.push(giving)
      else this.#askReplaced(row, person, giving)
    }
    this.steps.push(stepOf(row, person, givings))
  }

  /** What must be given so that the person holds the post; undefined where it is held already. */
  #giving(as: RowPost, person: SchoolPerson | null): Giving | undefined {
    const posts = this.#postsOf.get(keyOf(as)) ?? []
    if (person !== null && posts.some((post) => post.holder?.personId === person.id)) return undefined
    if (this.#isKept(as, person === null ? [] : [person])) return undefined
    const classId = as.class === null ? null : this.#classes.get(classKeyOf(as.class))!.id
    const free = posts.find((post) => !this.#spoken.has(post.id) && (post.holder === null || SINGLE.includes(as.kind) || as.kind === 'subject_teacher'))
    const post = posts.find((one) => one.holder === null && !this.#spoken.has(one.id)) ?? free ?? null
    if (post !== null) this.#spoken.add(post.id)
    return { post, as, classId, replaces: post?.holder ?? null }
  }

  #askReplaced(row: MarkedStaff, person: SchoolPerson | null, giving: Giving): void {
    this.pending.push({
      doubt: this.#doubt(`holder-replaced:${giving.post!.id}`, row, {
        kind: 'holder-replaced', say: `${this.#sayPost(giving.as)}现在由${giving.replaces!.name}担任。请选择是否由${row.row.name}接任。`,
        choices: [{ value: 'replace', label: '接任，原任离任' }, { value: 'keep', label: '不变，原任继续' }], fallback: null,
      }),
      outcomes: { replace: [{ kind: 'give', row, person, giving }], keep: [] },
    })
  }

  #askRenamed(row: MarkedStaff, person: SchoolPerson): void {
    this.pending.push({
      doubt: this.#doubt(`same-person:${row.row.sheet}:${row.row.row}`, row, {
        kind: 'same-person', say: `工号与本校的${person.name}相同，但姓名不同。请核对后选择。`,
        choices: [{ value: 'same', label: '是同一人，改用工作簿里的姓名' }, { value: 'skip', label: '不导入这一行' }], fallback: null,
      }),
      outcomes: { same: [this.#whole(row, person)], skip: [] },
    })
  }

  #askSame(row: MarkedStaff, people: readonly SchoolPerson[]): void {
    this.pending.push({
      doubt: this.#doubt(`same-person:${row.row.sheet}:${row.row.row}`, row, {
        kind: 'same-person', say: '本校有同名教职工，工号和手机不足以判断是不是同一人。请核对后选择。', fallback: null,
        choices: [
          ...people.map((one) => ({ value: one.id, label: `是${one.staffNo === null ? '' : `工号 ${one.staffNo}、`}${this.#sayPosts(one)}的${one.name}` })),
          { value: 'new', label: '是另一人，按新教职工导入' },
        ],
      }),
      outcomes: { ...Object.fromEntries(people.map((one) => [one.id, [this.#whole(row, one)]])), new: [this.#whole(row, null)] },
    })
  }

  /** The step of a row whose person is in doubt: posts that another holds stay with the holder. */
  #whole(row: MarkedStaff, person: SchoolPerson | null): PersonStep {
    const givings = row.row.posts.map((as) => this.#giving(as, person)).filter((one) => one !== undefined && one.replaces === null)
    return stepOf(row, person, givings as Giving[])
  }

  /** Holders of posts of the kinds that the workbook lists whom it does not name for them. */
  askGone(keptOut: ReadonlySet<string | null>): void {
    const kinds = new Set(this.#rows.flatMap(({ row }) => row.posts.map((post) => post.kind)))
    for (const post of this.#school.posts) {
      const { holder } = post
      if (holder === null || !kinds.has(post.kind) || ENTRUSTED.includes(post.kind)) continue
      if (this.#spoken.has(post.id) || keptOut.has(holder.name)) continue
      this.pending.push({
        doubt: {
          key: `post-gone:${holder.appointmentId}`, kind: 'post-gone', sheet: null, row: null, name: holder.name, className: this.#sayHeld(post),
          say: '现任此岗位，但工作簿里没有写。仍任职请选“保留”，已离任请选“离任”。',
          choices: [{ value: 'keep', label: '保留' }, { value: 'end', label: '离任' }], fallback: 'keep',
        },
        outcomes: { keep: [], end: [{ kind: 'post-end', post }] },
      })
    }
  }

  #sayPosts({ id }: SchoolPerson): string {
    return this.#school.posts.filter((post) => post.holder?.personId === id).map((post) => this.#sayHeld(post)).join('、') || '没有岗位'
  }

  #sayHeld(post: SchoolPost): string {
    const of = this.#school.classes.find((one) => one.id === post.classId)
    return this.#sayPost({ kind: post.kind, subject: post.subject, class: of ?? null })
  }

  #sayPost = (post: RowPost) => sayPost(post, this.#school.academicYear)

  #doubt(key: string, { row }: MarkedStaff, rest: Pick<Doubt, 'kind' | 'say' | 'choices' | 'fallback'>): Doubt {
    return { key, ...spotOf(row), name: row.name, className: row.posts[0] === undefined ? '' : this.#sayPost(row.posts[0]), ...rest }
  }
}

/** 「三(2)班班主任」「三(2)班语文教师」「德育处中层干部」 */
export function sayPost({ kind, class: of, subject }: { kind: RosterPost; class: ClassFacts | null; subject: string | null }, academicYear: number): string {
  const place = of === null ? '' : className(of, academicYear)
  if (kind === 'subject_teacher') return `${place}${subject ?? ''}教师`
  return `${place}${kind === 'middle_leader' ? subject ?? '' : ''}${ROLE_NAMES[kind]}`
}

const postKey = (kind: RosterPost, classKey: string | null, subject: string | null) =>
  `${kind}|${classKey ?? ''}|${kind === 'middle_leader' || kind === 'subject_teacher' ? subject ?? '' : ''}`
const keyOf = (post: RowPost) => postKey(post.kind, post.class === null ? null : classKeyOf(post.class), post.subject)

function stepOf(row: MarkedStaff, person: SchoolPerson | null, givings: readonly Giving[]): PersonStep {
  if (person === null) return { kind: 'new', row, person, fields: [], givings }
  const says: Record<StaffField, boolean> = {
    name: row.row.name !== person.name,
    staffNo: row.row.staffNo !== null && row.row.staffNo !== person.staffNo,
    phone: row.phone !== null && row.phone !== person.phone,
  }
  const fields = STAFF_FILE_FIELDS.filter((field) => says[field])
  return { kind: fields.length > 0 || givings.length > 0 ? 'changed' : 'same', row, person, fields, givings }
}

const candidatesOf = (who: Who): readonly SchoolPerson[] => (who.is === 'one-of' ? who.people : 'person' in who ? [who.person] : [])

/** Who holds each post, by what the post is. */
function holdersOf({ posts, classes }: StaffOfSchool): Map<string, Uuid[]> {
  const keys = new Map(classes.map((one) => [one.id, classKeyOf(one)]))
  const held = groupBy(posts, (post) => postKey(post.kind, post.classId === null ? null : keys.get(post.classId) ?? '', post.subject))
  return new Map([...held].map(([key, some]) => [key, some.flatMap((post) => post.holder?.personId ?? [])]))
}

/**
 * Staff number, then telephone and name, then the one of several who holds such a post, then the name of somebody in office where
 * it is unique on both sides and no telephone contradicts.
 */
function matchStaff(school: StaffOfSchool, rows: readonly MarkedStaff[], tell: (problem: Problem) => void): Who[] {
  const claimed = new Map<Uuid, StaffRow>()
  const byNo = new Map(school.people.flatMap((one) => (one.staffNo === null ? [] : [[one.staffNo, one] as const])))
  const byName = groupBy(school.people, (one) => one.name)
  const namesakes = groupBy(rows, ({ row }) => row.name)
  const holders = holdersOf(school)
  const serving = new Set(school.posts.flatMap((post) => post.holder?.personId ?? []))
  const find = ({ row, phone }: MarkedStaff): Who => {
    const numbered = row.staffNo === null ? undefined : byNo.get(row.staffNo)
    if (numbered !== undefined) return { is: numbered.name === row.name ? 'person' : 'renamed', person: numbered }
    const people = (byName.get(row.name) ?? []).filter((one) => one.staffNo === null || row.staffNo === null || row.staffNo === one.staffNo)
    const calling = people.filter((one) => phone !== null && one.phone === phone)
    if (calling.length === 1) return { is: 'person', person: calling[0]! }
    const holding = people.filter((one) => row.posts.some((post) => holders.get(keyOf(post))?.includes(one.id)))
    if (people.length > 1 && holding.length === 1) return { is: 'person', person: holding[0]! }
    if (people.length === 0) return { is: 'new' }
    const [only] = people
    const alone = people.length === 1 && namesakes.get(row.name)!.length === 1
    // Somebody who left, or has another telephone, may be another person, whose account would open what the new one teaches.
    const likely = holding.length === 1 || row.posts.length === 0 || (serving.has(only!.id) && (phone === null || only!.phone === null))
    return alone && likely ? { is: 'person', person: people[0]! } : { is: 'one-of', people }
  }
  return rows.map((marked) => {
    const who = find(marked)
    if (who.is !== 'person' && who.is !== 'renamed') return who
    const twin = claimed.get(who.person.id)
    claimed.set(who.person.id, twin ?? marked.row)
    if (twin === undefined) return who
    tell(errorAt(marked.row, 'duplicate-row', `与${sayRow(twin)}是同一人。请把两行合成一行。`))
    return { is: 'wrong' }
  })
}
