import { z } from 'zod'
import { Refusal } from '#kernel/errors'
import { route } from '#kernel/route'
import { schoolDay } from '../units/unit.contract.ts'
import { body, BODY_KINDS, SEAT_KINDS, SEAT_ROLES } from './body.contract.ts'

/** How bodies are entered, corrected and ended. Nothing is deleted: what was never there is corrected, what is over is ended. */

const line = (most: number, missing: string) => z.string().trim().min(1, missing).max(most, `最多 ${most} 个字`).regex(/^[^\n\r\t]*$/, '请写在一行里')
/** A key that a document uses to tell bodies of one kind apart: `family-education`. */
const topic = z.string().regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, '不是可用的专题').max(60)

const seatFields = {
  role: z.enum(SEAT_ROLES), kind: z.enum(SEAT_KINDS), title: line(40, '请写岗位').nullable(),
  number: z.int().min(1, '至少 1 人').max(100_000, '人数过多，请核对'),
}
const seatDraft = z.object({ ...seatFields, validFrom: schoolDay })
export type SeatDraft = z.output<typeof seatDraft>
const seatDrafts = z.array(seatDraft).max(100, '一次最多 100 个席位')

const bodyFields = {
  topic: topic.nullable(), name: line(60, '请写名称'), parentId: z.uuid().nullable(),
  classId: z.uuid().nullable(), grade: z.int().min(1).max(12).nullable(), validFrom: schoolDay,
}
const bodyDraft = z.object({ ...bodyFields, kind: z.enum(BODY_KINDS), seats: seatDrafts })
export type BodyDraft = z.output<typeof bodyDraft>
const bodyCorrection = z.object({ ...bodyFields, validTo: schoolDay.nullable() })
export type BodyCorrection = z.output<typeof bodyCorrection>
const seatCorrection = seatDraft.extend({ validTo: schoolDay.nullable() })
export type SeatCorrection = z.output<typeof seatCorrection>

/** A body as a page shows it. */
export const bodyView = body.extend({
  unitName: z.string(), parentName: z.string().nullable(), className: z.string().nullable(),
  /** It belongs to the own unit. */
  can: z.object({ keep: z.boolean() }),
})
export type BodyView = z.infer<typeof bodyView>

const ofBody = z.object({ bodyId: z.uuid() })
const ofSeat = ofBody.extend({ seatId: z.uuid() })
const lastDay = z.object({ validTo: schoolDay })

/** Bodies of one page of a list. */
export const BODIES_A_PAGE = 100

export const countBodies = route({
  method: 'GET', path: '/api/bodies/counts', verb: 'body.list',
  summary: 'How many bodies of each kind are there today, and which kinds the capacity may enter',
  query: z.object({ unitId: z.uuid().optional() }),
  answer: z.object({ counts: z.array(z.object({ kind: z.enum(BODY_KINDS), count: z.int() })), keeps: z.array(z.enum(BODY_KINDS)) }),
})

export const listBodies = route({
  method: 'GET', path: '/api/bodies', verb: 'body.list', summary: 'Bodies of one kind with their seats, by name, a page at a time',
  query: z.object({
    kind: z.enum(BODY_KINDS), unitId: z.uuid().optional(),
    /** `all`: also those that have ended. */
    show: z.enum(['present', 'all']).default('present'),
    page: z.coerce.number().int().min(1).max(10_000).default(1),
  }),
  answer: z.object({ bodies: z.array(bodyView), total: z.int() }),
})

export const readBody = route({
  method: 'GET', path: '/api/bodies/:bodyId', verb: 'body.list', summary: 'One body with all its seats',
  params: ofBody, answer: bodyView,
})

/** Bodies to which one of this kind may belong. */
export const listParents = route({
  method: 'GET', path: '/api/bodies/parents/:kind', verb: 'body.keep', summary: 'Bodies to which one of a kind may belong, by name',
  params: z.object({ kind: z.enum(BODY_KINDS) }),
  answer: z.object({ parents: z.array(body.pick({ id: true, kind: true, name: true })) }),
})

export const enterBody = route({
  method: 'POST', path: '/api/bodies', verb: 'body.keep', summary: 'Enter a body of the own unit with its seats', body: bodyDraft, answer: bodyView,
})

export const correctBody = route({
  method: 'POST', path: '/api/bodies/:bodyId/corrections', verb: 'body.keep', summary: 'Correct a body of the own unit',
  params: ofBody, body: bodyCorrection, answer: bodyView,
})

export const endBody = route({
  method: 'POST', path: '/api/bodies/:bodyId/ending', verb: 'body.keep', summary: 'Last day of a body; its seats end with it',
  params: ofBody, body: lastDay, answer: bodyView,
})

export const addSeats = route({
  method: 'POST', path: '/api/bodies/:bodyId/seats', verb: 'body.keep', summary: 'Add seats to a body of the own unit',
  params: ofBody, body: z.object({ seats: seatDrafts.min(1, '请至少写一个席位') }), answer: bodyView,
})

export const correctSeat = route({
  method: 'POST', path: '/api/bodies/:bodyId/seats/:seatId/corrections', verb: 'body.keep', summary: 'Correct a seat',
  params: ofSeat, body: seatCorrection, answer: bodyView,
})

export const endSeat = route({
  method: 'POST', path: '/api/bodies/:bodyId/seats/:seatId/ending', verb: 'body.keep', summary: 'Last day of a seat',
  params: ofSeat, body: lastDay, answer: bodyView,
})

/** One line of a list: what was read, and why it cannot be entered. */
const listLine = z.object({ line: z.int(), name: z.string(), parentName: z.string().nullable(), problem: z.string().nullable() })
export type ListLine = z.infer<typeof listLine>

/** Lines of one list. */
export const LINES_A_LIST = 2_000

export const enterList = route({
  method: 'POST', path: '/api/bodies/lists', verb: 'body.keep',
  summary: 'Enter many bodies of one kind: a name a line, after a tab or comma the name of the body to which it belongs. Enters all or none.',
  body: z.object({
    kind: z.enum(BODY_KINDS), topic: topic.nullable(), validFrom: schoolDay, text: z.string().max(200_000, '内容过长，请分几次录入'),
    /** Tells what would happen and changes nothing. */
    trial: z.boolean(),
  }),
  answer: z.object({ lines: z.array(listLine), entered: z.int() }),
})

const refusal = (code: string, say: string, status = 422) => () => new Refusal({ code, status, say })

export const notKeeper = refusal('not-keeper', '这类机构和队伍由另一级单位登记，当前身份不能录入。请联系负责登记的单位。', 403)
export const bodyTwice = refusal('body-twice', '本单位已经登记过同名的这类机构或队伍，没有重复登记。请在列表里找到它再修改。', 409)
export const wrongParent = refusal('wrong-parent', '选择的上级不存在、已经结束，或者不能作为这类机构的上级，没有保存。请重新选择。')
export const ownParent = refusal('own-parent', '上级选成了自己或自己的下级，没有保存。请重新选择。')
export const wrongPlace = refusal('wrong-place', '只有家长委员会可以设在一个班级或年级，而且要是本校现有的班级和年级，没有保存。请重新选择。')
export const beginsInFuture = refusal('begins-in-future', '开始日期在今天之后，没有保存。请在成立当天或之后登记。')
export const beginsLongAgo = refusal('begins-long-ago', '开始日期早于 1949 年，没有保存。请核对年份。')
export const endsBeforeItBegins = refusal('ends-before-it-begins', '结束日期早于开始日期，没有保存。请核对日期。')
export const seatOutside = refusal('seat-outside', '席位的起止日期超出了机构或队伍的起止日期，没有保存。请核对日期。')
export const bodyEnded = refusal('body-ended', '该机构或队伍已经结束，没有保存。确需修改时，请先更正它的结束日期。', 409)
export const nothingListed = refusal('nothing-listed', '没有读到名称。请每行写一个名称后再检查。')
export const tooManyLines = refusal('too-many-lines', `一次最多录入 ${LINES_A_LIST} 行，没有录入。请分几次粘贴。`)
