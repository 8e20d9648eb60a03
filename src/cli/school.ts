import { sql } from 'kysely'
import type { Capacity } from '#kernel/capacity'
import { schoolDateOf } from '#kernel/dates'
import { Refusal } from '#kernel/errors'
import { newId } from '#kernel/ids'
import { addPerson, addPost, addUnit, appoint, inviteAccount, sayCode, type Stage } from '#modules/org/index'
import { STAGES } from '#modules/org/units/unit.contract'
import { openAct, type Act } from '#platform/access/act'
import { systemClock } from '#platform/clock/clock'
import { changeScope, NOBODY, regionScope } from '#platform/db/scope'
import { createReactions } from '../main.ts'
import type { Command } from './command.ts'
import { openInstallation, type Installation } from './installation.ts'
import { checkRegion, listRegions } from './regions.ts'
import { table } from './say.ts'

const DAY = 86_400_000

const needs = () => new Refusal({
  code: 'bad-use', status: 400,
  say: '用法：tongxin school add --region 管辖区编号 --name 学校名称 --code 学校代码 --stages primary,junior --keeper 学籍管理员姓名 --login 账号。'
    + `学段有 ${STAGES.join('、')}。管辖区编号见 tongxin school list。`,
})
const codeTaken = (code: string) => new Refusal({ code: 'code-taken', status: 409, say: `代码 ${code} 已有学校使用。请核对代码。` })
const loginTaken = (login: string) => new Refusal({ code: 'login-taken', status: 409, say: `账号 ${login} 已有人使用。请换一个账号名。` })

interface Founding {
  readonly region: number
  readonly name: string
  readonly code: string
  readonly stages: readonly Stage[]
  readonly keeper: string
  readonly login: string
}

function readFounding(options: Readonly<Record<string, unknown>>): Founding {
  const { region, name, code, stages, keeper, login } = options as Record<string, string>
  const known = (stages ?? '').split(',').map((word) => STAGES.find((stage) => stage === word))
  if (!/^\d+$/.test(region ?? '') || !name || !/^[\dA-Za-z-]{1,30}$/.test(code ?? '') || !keeper || !login || known.includes(undefined)) throw needs()
  return { region: Number(region), name, code: code!, stages: known as Stage[], keeper, login }
}

/** A school whose roster keeper can begin: everything else comes by the roster. */
export const schoolAdd: Command = {
  name: 'school add', does: '建立一所学校，并给出其学籍管理员的一次性激活码',
  options: {
    region: { type: 'string' }, name: { type: 'string' }, code: { type: 'string' }, stages: { type: 'string' }, keeper: { type: 'string' }, login: { type: 'string' },
  },
  run: async ({ config, voice, options }) => {
    const founding = readFounding(options)
    const installation = await openInstallation({ config, say: voice.say, log: () => undefined, besideRunning: true })
    try {
      await checkRegion(installation.app, founding.region)
      const made = await found(installation, founding)
      voice.answer({ ...made, code: founding.code, login: founding.login }, [
        `已建立学校：${founding.name}（代码 ${founding.code}，管辖区 ${founding.region}）`, '', `学籍管理员账号：${founding.login}`,
        `一次性激活码：${sayCode(made.activation)}`, '激活码七天内有效，只显示这一次。学籍管理员在登录页点「用激活码启用账号」，设置密码，然后导入名册。',
      ])
      return true
    } finally {
      await installation.close()
    }
  },
}

/** In one transaction of the program itself, written to the audit as done on the command line. */
async function found(installation: Installation, founding: Founding): Promise<{ schoolId: string; activation: string }> {
  const now = systemClock.now()
  const reactions = createReactions(systemClock)
  const made = await installation.app.inScope(regionScope(founding.region), async (tx) => {
    await refuseTaken(tx, founding)
    const act = openAct({ tx, capacity: asProgram(founding.region), scope: regionScope(founding.region), now, requestId: newId(), reactions, vault: installation.vault })
    return foundIn(act, founding)
  }).catch((error: unknown) => {
    throw (error as { constraint?: string }).constraint === 'identity_login_key' ? loginTaken(founding.login) : error
  })
  await reactions.drain(installation.rollup, founding.region)
  return made
}

async function foundIn(act: Act, { name, code, stages, keeper, login, region }: Founding): Promise<{ schoolId: string; activation: string }> {
  const { today, now } = act
  const schoolId = await addUnit(act, { kind: 'school', name, stages, street: null, code, validFrom: today })
  await changeScope(act.tx, { ...regionScope(region), schools: [schoolId] })
  const postId = await addPost(act, { unitId: schoolId, kind: 'roster_keeper', classId: null, subject: null, validFrom: today })
  const personId = await addPerson(act, { kind: 'staff', name: keeper })
  await appoint(act, { postId, personId, from: today })
  const activation = await inviteAccount(act.tx, { login, personId, now, expires: new Date(now.getTime() + 7 * DAY), vault: act.vault })
  await act.audit({ action: 'account.invite', objectKind: 'person', objectId: personId })
  return { schoolId, activation }
}

/** Whoever sits at the machine of the installation is nobody of the jurisdiction; the audit says so. */
export const asProgram = (regionId: number): Capacity => ({
  id: 'command-line', regionId, role: 'security_admin', personId: NOBODY, unitId: null, postIds: [], classIds: [], studentIds: [], label: '命令行',
})

async function refuseTaken(tx: Act['tx'], { region, code }: Founding): Promise<void> {
  const taken = await tx.selectFrom('unit').select('id').where('region_id', '=', region).where('code', '=', code).executeTakeFirst()
  if (taken !== undefined) throw codeTaken(code)
}

interface Listed { readonly region: number; readonly code: string | null; readonly name: string; readonly stages: readonly string[] }

export const schoolList: Command = {
  name: 'school list', does: '列出各管辖区的学校及其代码', options: {},
  run: async ({ config, voice }) => {
    const installation = await openInstallation({ config, say: voice.say, log: () => undefined, besideRunning: true })
    try {
      const schools: Listed[] = []
      for (const region of await listRegions(installation.app)) {
        const { rows } = await installation.app.inScope(regionScope(region), (tx) => sql<Listed>`
          select region_id as region, code, name, stages from unit where region_id = ${region} and kind = 'school'
            and (valid_to is null or valid_to >= ${schoolDateOf(systemClock.now())}) order by code, name`.execute(tx))
        schools.push(...rows)
      }
      voice.answer(schools, table([['管辖区', '代码', '学段', '学校'], ...schools.map((one) => [String(one.region), one.code ?? '—', one.stages.join(','), one.name])]))
      return true
    } finally {
      await installation.close()
    }
  },
}
