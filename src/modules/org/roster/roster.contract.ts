import { z } from 'zod'
import { Refusal } from '#kernel/errors'
import { event } from '#kernel/event'
import type { Uuid } from '#kernel/ids'
import { route } from '#kernel/route'
import { schoolDay } from '../units/unit.contract.ts'
import { ROSTER_KINDS, STAFF_FIELDS, STUDENT_FIELDS } from './row.contract.ts'

/**
 * A workbook becomes a roster in three steps: it is uploaded (kept sealed, at most a day), read and compared with the school
 * (nothing is written), and accepted (one transaction). Acceptance reads and compares again; `digest` makes sure that it does
 * exactly what was shown.
 */

export const rosterKind = z.enum(ROSTER_KINDS)
const rosterField = z.enum([...new Set([...STUDENT_FIELDS, ...STAFF_FIELDS])])
const fileParams = z.object({ fileId: z.uuid() })
const batchParams = z.object({ batchId: z.uuid() })

export const sheetLayout = z.object({
  sheet: z.string(), use: z.boolean(), headerRow: z.int().nullable(), columns: z.record(z.string(), rosterField),
})
export const layout = z.object({ sheets: z.array(sheetLayout).max(100), hiddenRows: z.enum(['read', 'skip']) })

const sheetLook = sheetLayout.extend({
  rows: z.int(), hidden: z.boolean(), hiddenRows: z.int(), why: z.string().nullable(),
  headings: z.array(z.object({ column: z.int(), heading: z.string(), hidden: z.boolean(), examples: z.array(z.string()) })),
})

/** See `Problem` in `row.contract.ts`. */
const problem = z.object({
  level: z.enum(['error', 'warning']), code: z.string(), sheet: z.string(), row: z.int(), column: z.string().optional(),
  field: rosterField.optional(), say: z.string(), cell: z.string().optional(),
})

export const CHANGE_KINDS = ['new', 'changed', 'moved', 'arrived', 'left'] as const

/** One line of the difference between workbook and school, in words for the page. */
const changeView = z.object({
  /** new 新增 · changed 信息变更 · moved 调班 · arrived 从外校转入 · left 离校. */
  kind: z.enum(CHANGE_KINDS),
  sheet: z.string().nullable(), row: z.int().nullable(),
  name: z.string(), className: z.string(),
  /** 「班级：三(1)班 → 三(2)班」「电话变更」 */
  details: z.array(z.string()),
})
export type ChangeView = z.infer<typeof changeView>

/** What only the keeper can decide. `fallback` is what happens without an answer; null: it must be answered. */
const doubt = z.object({
  key: z.string(),
  /** Doubts of one kind can be answered together. */
  kind: z.enum(['absent', 'same-person', 'identity-changed', 'guardian-gone', 'holder-replaced', 'post-gone']),
  sheet: z.string().nullable(), row: z.int().nullable(),
  name: z.string(), className: z.string(), say: z.string(),
  choices: z.array(z.object({ value: z.string(), label: z.string() })).min(2),
  fallback: z.string().nullable(),
})
export type Doubt = z.infer<typeof doubt>

const counts = z.object({
  rows: z.int(), same: z.int(), new: z.int(), changed: z.int(), moved: z.int(), arrived: z.int(), left: z.int(),
  classes: z.int(), guardians: z.int(), posts: z.int(), errors: z.int(), warnings: z.int(),
})
export type RosterCounts = z.infer<typeof counts>

/** What a page shows before anything is written. Lists are cut at `SHOWN`, changes each kind at that; the counts are whole. */
export const SHOWN = 500
export const draft = z.object({
  fileId: z.uuid(), kind: rosterKind, name: z.string(),
  looks: z.array(sheetLook), hiddenRows: z.enum(['read', 'skip']),
  problems: z.array(problem), newClasses: z.array(z.string()), changes: z.array(changeView), doubts: z.array(doubt),
  counts,
  /** From when arrivals and moves hold unless the keeper says otherwise: the first day of the year for a school without children, else today. */
  effectiveOn: schoolDay,
  digest: z.string(),
})
export type Draft = z.infer<typeof draft>

/** 20 MB: a workbook of 20,000 children has some 3 MB. */
export const WORKBOOK_LIMIT = 20 * 2 ** 20

export const uploadRoster = route({
  method: 'POST', path: '/api/roster/files', verb: 'roster.import', upload: WORKBOOK_LIMIT,
  summary: 'A roster workbook as it is; kept sealed for a day at most, nothing is imported yet',
  query: z.object({ kind: rosterKind, name: z.string().min(1).max(200) }),
  answer: z.object({ fileId: z.uuid(), kind: rosterKind, name: z.string() }),
})

export const readRosterFile = route({
  method: 'POST', path: '/api/roster/files/:fileId/reading', verb: 'roster.import', long: true,
  summary: 'Reads the workbook and compares it with the school; writes nothing but the layout that was chosen',
  params: fileParams, body: z.object({ layout: layout.optional() }), answer: draft,
})

export const batchView = z.object({
  /** That of the file which was accepted. */
  id: z.uuid(), kind: rosterKind, name: z.string(), effectiveOn: schoolDay, acceptedAt: z.iso.datetime(), acceptedBy: z.string(),
  counts, undoneAt: z.iso.datetime().nullable(),
})
export type BatchView = z.infer<typeof batchView>

export const acceptRoster = route({
  method: 'POST', path: '/api/roster/files/:fileId/acceptance', verb: 'roster.import', long: true,
  summary: 'Does what the draft showed, in one transaction; the same file accepted twice is one batch',
  params: fileParams,
  body: z.object({
    digest: z.string().max(100), effectiveOn: schoolDay,
    /** By the key of a doubt; under the name of a kind (`absent`) for all doubts of that kind that have no answer of their own. */
    answers: z.record(z.string(), z.string()),
    /** Rows with errors are left out; without this, one error refuses the whole workbook. */
    leaveOutErrors: z.boolean(),
  }),
  answer: batchView,
})

export const discardRoster = route({
  method: 'DELETE', path: '/api/roster/files/:fileId', verb: 'roster.import', summary: 'Deletes the uploaded workbook', params: fileParams,
  answer: z.object({}),
})

/** What stands in the school today, in three figures. */
export const readRosterNow = route({
  method: 'GET', path: '/api/roster', verb: 'roster.import', summary: 'How many classes, children and members of staff the school has today',
  answer: z.object({ classes: z.int(), students: z.int(), staff: z.int() }),
})

export const listBatches = route({
  method: 'GET', path: '/api/roster/batches', verb: 'roster.import', summary: 'Workbooks that the school has accepted, latest first',
  answer: z.object({ batches: z.array(batchView) }),
})

export const undoBatch = route({
  method: 'POST', path: '/api/roster/batches/:batchId/undoing', verb: 'roster.import', long: true,
  summary: 'Takes back what a batch changed, as long as nothing depends on it', params: batchParams, body: z.object({}), answer: batchView,
})

export const exportRoster = route({
  method: 'GET', path: '/api/roster/export', verb: 'roster.export', summary: 'The roster of the school today, in the shape of its own workbook',
  query: z.object({ kind: rosterKind }), answer: 'file',
})

/**
 * A batch is about to be taken back. Whoever keeps something that depends on these children or on these persons in these posts
 * adds a sentence of Chinese, without stop at its end, to `objections`; nothing is taken back then. Inside only.
 */
export const batchUndoing = event<{
  readonly studentIds: readonly Uuid[]
  readonly postIds: readonly Uuid[]
  /** When the batch was accepted: nothing older depends on it. */
  readonly since: Date
  readonly objections: string[]
}>('org.roster-batch-undoing')

export const fileGone = () => new Refusal({
  code: 'roster-file-gone', status: 404, say: '上传的工作簿已不在（超过一天、已导入或已放弃）。请重新上传。',
})
export const schoolChanged = () => new Refusal({
  code: 'roster-changed', status: 409, say: '核对之后，本校名册或您的选择又有变化，没有导入。请重新核对后再导入。',
})
export const stillErrors = (errors: number) => new Refusal({
  code: 'roster-errors', status: 422, say: `工作簿里还有 ${errors} 处错误，没有导入。请在工作簿里改正后重新上传，或选择「其余先导入」。`,
})
export const unanswered = (doubts: number) => new Refusal({
  code: 'roster-doubts', status: 422, say: `还有 ${doubts} 处需要您确认，没有导入。请逐一选择（两行不能选成同一个人），再导入。`,
})
export const nothingToAccept = () => new Refusal({
  code: 'roster-nothing', status: 409, say: '工作簿与本校名册一致，没有需要导入的内容。',
})
export const dependsOn = (reasons: readonly string[]) => new Refusal({
  code: 'roster-depended-on', status: 409, say: `这次导入已不能撤销：${reasons.join('；')}。请改为上传更正后的工作簿。`,
})
export const alreadyUndone = () => new Refusal({ code: 'roster-undone', status: 409, say: '这次导入已经撤销过。' })
