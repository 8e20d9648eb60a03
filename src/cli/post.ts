import { isSchoolDate, schoolDateOf, type SchoolDate } from '#kernel/dates'
import { Refusal } from '#kernel/errors'
import { newId } from '#kernel/ids'
import { HANDED_OVER, handOver, issueCode, sayCode, type Successor } from '#modules/org/index'
import { openAct } from '#platform/access/act'
import { systemClock } from '#platform/clock/clock'
import { changeScope, regionScope } from '#platform/db/scope'
import { createReactions } from '../main.ts'
import type { Command } from './command.ts'
import { openInstallation, type Installation } from './installation.ts'
import { findSchool } from './regions.ts'
import { asProgram } from './school.ts'

const DAY = 86_400_000

const needs = () => new Refusal({
  code: 'bad-use', status: 400,
  say: `用法：tongxin post hand-over --school 学校代码 --kind ${HANDED_OVER.join('|')} --to 工号或姓名 [--from 现任工号或姓名] [--on 2026-09-01]。接任的人不在本校名册里的，不写 --to，写 --new 姓名。`,
})

interface Order {
  readonly school: string
  readonly kind: (typeof HANDED_OVER)[number]
  readonly to: Successor
  readonly from: string | undefined
  readonly on: SchoolDate
}

function readOrder(options: Readonly<Record<string, unknown>>, today: SchoolDate): Order {
  const { school, kind, to, new: newName, from, on = today } = options as Record<string, string | undefined>
  const found = HANDED_OVER.find((one) => one === kind)
  const successor = to && newName === undefined ? { known: to } : newName && to === undefined ? { newName } : undefined
  if (!school || found === undefined || successor === undefined || !isSchoolDate(on)) throw needs()
  return { school, kind: found, to: successor, from, on }
}

/**
 * The one way to change who leads a school or keeps its roster. The successor gets a new code in any case, and what opened the
 * account before is void: whoever printed an earlier slip may have used it.
 */
export const postHandOver: Command = {
  name: 'post hand-over', does: '更换一所学校的校长、党组织书记或学籍管理员，并给出接任者的一次性激活码',
  options: { school: { type: 'string' }, kind: { type: 'string' }, to: { type: 'string' }, new: { type: 'string' }, from: { type: 'string' }, on: { type: 'string' } },
  run: async ({ config, voice, options }) => {
    const now = systemClock.now()
    const order = readOrder(options, schoolDateOf(now))
    const installation = await openInstallation({ config, say: voice.say, log: () => undefined, besideRunning: true })
    try {
      const { login, code } = await hand(installation, order, now)
      voice.answer({ school: order.school, kind: order.kind, on: order.on, login, activation: code }, [
        `已办理，自 ${order.on} 起。原任到前一天为止。`, '', `接任者账号：${login}`, `一次性激活码：${sayCode(code)}`,
        '激活码七天内有效，只显示这一次，请直接交给接任者本人。本人的账号已经在用的，原来的密码已作废。',
      ])
      return true
    } finally {
      await installation.close()
    }
  },
}

async function hand(installation: Installation, { school, ...order }: Order, now: Date): Promise<{ login: string; code: string }> {
  const { owner, app, rollup, vault } = installation
  const { regionId, schoolId } = await findSchool(owner, school, schoolDateOf(now))
  const reactions = createReactions(systemClock)
  const scope = { ...regionScope(regionId), schools: [schoolId] }
  const issued = await app.inScope(regionScope(regionId), async (tx) => {
    await changeScope(tx, scope)
    const act = openAct({ tx, capacity: asProgram(regionId), scope, now, requestId: newId(), reactions, vault })
    const { from, ...rest } = order
    const personId = await handOver(act, { ...rest, schoolId, ...(from !== undefined && { from }) })
    const account = await issueCode(tx, { personId, now, expires: new Date(now.getTime() + 7 * DAY), vault, close: true })
    await act.audit({ action: 'slip.issue', objectKind: 'person', objectId: personId, fields: ['activation'], purpose: '系统管理员在服务器上办理岗位移交' })
    return account
  })
  await reactions.drain(rollup, regionId)
  return issued
}
