import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { sql } from 'kysely'
import { isSchoolDate, schoolDateOf } from '#kernel/dates'
import { Refusal } from '#kernel/errors'
import { newId, type Uuid } from '#kernel/ids'
import { acceptRoster, discardRoster, draftRoster, uploadRoster, type Draft } from '#modules/org/index'
import { acceptRoster as accepting } from '#modules/org/roster/roster.contract'
import { ROSTER_KINDS, type RosterKind } from '#modules/org/roster/row.contract'
import type { Desk, Progress } from '#platform/access/desk'
import { systemClock } from '#platform/clock/clock'
import { deskAt } from '#platform/http/gate'
import { gone } from '#platform/http/refusals'
import { createGate, createReactions } from '../main.ts'
import type { Call, Command } from './command.ts'
import { openInstallation, type Installation } from './installation.ts'
import { findSchool } from './regions.ts'
import type { Voice } from './say.ts'

const badUse = (say: string) => new Refusal({ code: 'bad-use', status: 400, say })
const needs = () => badUse('用法：tongxin roster check|import 文件.xlsx --school 学校代码 --as 账号 [--kind students|staff] [--on 2026-09-01] [--answers 回答.json] [--leave-out-errors]')
const notKeeper = (login: string) => new Refusal({ code: 'not-keeper', status: 403, say: `账号 ${login} 今天不是这所学校的学籍管理员，或者已停用。请换该校学籍管理员的账号。` })

const OPTIONS = {
  school: { type: 'string' }, as: { type: 'string' }, kind: { type: 'string', default: 'students' }, on: { type: 'string' },
  answers: { type: 'string' }, 'leave-out-errors': { type: 'boolean' },
} as const

interface Order {
  readonly file: string
  readonly school: string
  readonly login: string
  readonly kind: RosterKind
  readonly on: string | undefined
  readonly answers: Readonly<Record<string, string>>
  readonly leaveOutErrors: boolean
}

async function readOrder({ words, options }: Call): Promise<Order> {
  const { school, as: login, kind, on, answers } = options as Record<string, string | undefined>
  const found = ROSTER_KINDS.find((one) => one === kind)
  const [file, ...more] = words
  if (file === undefined || more.length > 0 || !school || !login || found === undefined || (on !== undefined && !isSchoolDate(on))) throw needs()
  return {
    file: path.resolve(file), school, login, kind: found, on, leaveOutErrors: options['leave-out-errors'] === true,
    answers: answers === undefined ? {} : readAnswers(await readText(answers)),
  }
}

const unreadable = (file: string) => badUse(`读不到文件 ${path.basename(file)}。请核对路径。`)
const readText = (file: string) => readFile(file, 'utf8').catch(() => { throw unreadable(file) })

/** `{ "absent": "stay", "absent:<id>": "left" }`: keys as `roster check --json` tells them. */
function readAnswers(text: string): Record<string, string> {
  try {
    const answers = JSON.parse(text) as unknown
    if (typeof answers === 'object' && answers !== null && Object.values(answers).every((one) => typeof one === 'string')) return answers as Record<string, string>
  } catch { /* Told below, as for any other content. */ }
  throw badUse('回答文件应是 JSON，如 {"absent": "stay"}；可用的键和选项见 tongxin roster check --json。')
}

interface Seat { readonly desk: Desk; readonly regionId: number; readonly installation: Installation }

/** The same desk as a request has, for the person behind the account: who keeps no roster of the school is refused at each step. */
async function atDesk<T>(call: Call, order: Order, work: (seat: Seat) => Promise<T>): Promise<T> {
  const installation = await openInstallation({ config: call.config, say: call.voice.say, log: () => undefined, besideRunning: true })
  const stop = new AbortController()
  const interrupted = () => stop.abort(gone())
  process.once('SIGINT', interrupted)
  try {
    const who = await findKeeper(installation, order)
    const { vault, app } = installation
    const now = systemClock.now()
    const reactions = createReactions(systemClock)
    const session = {
      db: app, now, vault, address: 'command-line', requestId: newId(), token: undefined, setToken: () => undefined, identityId: who.identityId, login: order.login,
      memberships: [{ regionId: who.regionId, personId: who.personId }],
    }
    const desk = deskAt(createGate({ reactions, vault, committed: () => undefined }), session, {
      errand: {
        route: accepting, input: {} as never, capacityId: `${who.regionId}.roster_keeper.${who.schoolId}`, idempotencyKey: undefined, path: 'tongxin roster', acting: () => undefined,
      },
      live: { tell: telling(call.voice), signal: stop.signal },
    })
    const answer = await work({ desk, regionId: who.regionId, installation })
    await reactions.drain(installation.rollup, who.regionId)
    return answer
  } finally {
    process.removeListener('SIGINT', interrupted)
    await installation.close()
  }
}

interface Keeper { readonly regionId: number; readonly schoolId: Uuid; readonly identityId: Uuid; readonly personId: Uuid }

async function findKeeper({ owner }: Installation, { school, login }: Order): Promise<Keeper> {
  const today = schoolDateOf(systemClock.now())
  const unit = await findSchool(owner, school, today)
  const { rows: [person] } = await sql<{ identityId: Uuid; personId: Uuid }>`
    select i.id as "identityId", m.person_id as "personId" from identity i join membership m on m.identity_id = i.id
    where i.login = ${login} and i.disabled_at is null and m.region_id = ${unit.regionId} and exists (
      select 1 from post p join appointment a on a.region_id = p.region_id and a.post_id = p.id
      where p.region_id = ${unit.regionId} and p.unit_id = ${unit.schoolId} and p.kind = 'roster_keeper' and a.person_id = m.person_id
        and a.valid_from <= ${today} and (a.valid_to is null or a.valid_to >= ${today}))`.execute(owner.shared)
  if (person === undefined) throw notKeeper(login)
  return { ...unit, ...person }
}

/** A line for each new step, and one every second within. */
function telling(voice: Voice): (progress: Progress) => void {
  let [last, at] = ['', 0]
  return ({ doing, done, total }) => {
    const now = performance.now()
    if (doing === last && now - at < 1_000) return
    ;[last, at] = [doing, now]
    voice.say(done === 0 ? `${doing}……` : `${doing}……${done} / ${total}`)
  }
}

const uploaded = async ({ desk }: Seat, { file, kind }: Order): Promise<string> => {
  const bytes = await readFile(file).catch(() => { throw unreadable(file) })
  return (await desk.act((act) => uploadRoster(act, { kind, name: path.basename(file), bytes }))).fileId
}

/** Cells and not names: what is printed here may stand in a log. */
const told = ({ kind, counts, problems, doubts, effectiveOn, newClasses }: Draft) => ({
  kind, counts, effectiveOn, newClasses,
  problems: problems.map(({ level, code, sheet, row, column, say }) => ({ level, code, cell: `${sheet}!${column ?? ''}${row}`, say })),
  doubts: doubts.map(({ key, kind: of, sheet, row, choices, fallback }) => ({
    key, kind: of, cell: sheet === null ? null : `${sheet}!${row}`, choices: choices.map((one) => one.value), fallback,
  })),
})

type Told = ReturnType<typeof told>

const COUNTED: readonly (readonly [keyof Draft['counts'], string])[] = [
  ['rows', '行'], ['same', '不变'], ['new', '新增'], ['changed', '变更'], ['moved', '调班'], ['arrived', '转入'], ['left', '离开'], ['classes', '新建班级'],
  ['guardians', '监护人变动'], ['posts', '任职变动'], ['errors', '错误'], ['warnings', '提醒'],
]
const sayCounts = (counts: Draft['counts']) => COUNTED.filter(([key]) => counts[key] > 0 || key === 'rows').map(([key, say]) => `${say} ${counts[key]}`).join('，')

const DOUBTS: Readonly<Record<Draft['doubts'][number]['kind'], string>> = {
  absent: '名册里有、工作簿里没有', 'same-person': '可能是本校已有的人', 'identity-changed': '号码与名册不同', 'guardian-gone': '原监护人不在工作簿里',
  'holder-replaced': '岗位现有他人任职', 'post-gone': '现任不在工作簿里',
}

const linesOf = ({ counts, problems, doubts }: Told): string[] => [
  `${sayCounts(counts)}。`,
  ...(problems.length < counts.errors + counts.warnings ? [`下面是前 ${problems.length} 处问题；改正后再核对，会列出其余的。`] : []),
  ...problems.map(({ level, cell, say }) => `${level === 'error' ? '错误' : '提醒'}  ${cell}  ${say}`),
  ...doubts.map(({ key, kind, cell, choices, fallback }) => `待定  ${cell ?? '名册'}  ${DOUBTS[kind]}：${key} = ${choices.join(' | ')}${fallback === null ? '' : `（默认 ${fallback}）`}`),
]

export const rosterCheck: Command = {
  name: 'roster check', does: '核对一份名册工作簿，列出每一处问题；不写入', options: OPTIONS,
  run: async (call) => {
    const order = await readOrder(call)
    const draft = await atDesk(call, order, async (seat) => {
      const fileId = await uploaded(seat, order)
      try {
        return told(await draftRoster(seat.desk, fileId))
      } finally {
        await forget(seat, fileId)
      }
    })
    call.voice.answer(draft, linesOf(draft))
    return draft.counts.errors === 0 && draft.doubts.every((one) => one.fallback !== null || answersTo(one, order.answers))
  },
}

const answersTo = ({ key, kind, choices }: Told['doubts'][number], answers: Order['answers']) => choices.includes(answers[key] ?? answers[kind] ?? '')

/** After Ctrl-C the desk takes nothing more: what then stays, sealed, is swept within a day. What the reading refused is gone already. */
async function forget({ desk }: Seat, fileId: string): Promise<void> {
  if (desk.signal.aborted) return
  await desk.act((act) => discardRoster(act, fileId)).catch((error: unknown) => {
    if (!(error instanceof Refusal) || error.code !== 'roster-file-gone') throw error
  })
}

export const rosterImport: Command = {
  name: 'roster import', does: '导入一份名册工作簿，一次写入或完全不写', options: OPTIONS,
  run: async (call) => {
    const order = await readOrder(call)
    return atDesk(call, order, async (seat) => {
      const fileId = await uploaded(seat, order)
      const draft = await draftRoster(seat.desk, fileId).catch(async (error: unknown) => {
        await forget(seat, fileId)
        throw error
      })
      try {
        const batch = await acceptRoster(seat.desk, fileId, {
          digest: draft.digest, effectiveOn: order.on ?? draft.effectiveOn, answers: { ...order.answers }, leaveOutErrors: order.leaveOutErrors,
        })
        const { id, counts, effectiveOn } = batch
        call.voice.answer({ batch: id, counts, effectiveOn }, [`已导入：${sayCounts(counts)}。自 ${effectiveOn} 起。`, `编号 ${id}（在“花名册”页可以撤销）`])
        return true
      } catch (error) {
        await forget(seat, fileId)
        return explain(error, told(draft), call.voice)
      }
    })
  },
}

/** A workbook that says what is there already is well; of anything else the cells are told. */
function explain(error: unknown, draft: Told, voice: Voice): boolean {
  if (!(error instanceof Refusal) || error.code === 'stopped') throw error
  const well = error.code === 'roster-nothing'
  voice.answer({ ...draft, ...(well ? { same: true } : { error: error.code, say: error.say }) }, [...(well ? [] : linesOf(draft)), error.say])
  return well
}
