import { Refusal } from '#kernel/errors'
import { newId } from '#kernel/ids'
import { insertAudit } from '#platform/audit/audit.store'
import { systemClock } from '#platform/clock/clock'
import { changeScope, NOBODY, regionScope } from '#platform/db/scope'
import { issueCode, sayCode } from '#modules/org/index'
import type { Command } from './command.ts'
import { openInstallation, type Installation } from './installation.ts'

const DAY = 86_400_000

const needsLogin = () => new Refusal({ code: 'bad-use', status: 400, say: '用法：tongxin account renew 账号' })
const noSuchLogin = (login: string) => new Refusal({ code: 'login-unknown', status: 404, say: `没有账号 ${login}，或者它已停用。请核对后再试。` })

/** A new code for an account, audited in every jurisdiction that the account reaches, as an act of the operator. */
export const renewLogin = ({ owner, vault }: Pick<Installation, 'owner' | 'vault'>, login: string, now: Date): Promise<string> =>
  owner.inScope(regionScope(0), async (tx) => {
    const reached = await tx.selectFrom('membership as m').innerJoin('identity as i', 'i.id', 'm.identity_id')
      .select(['m.region_id as regionId', 'm.person_id as personId']).where('i.login', '=', login).where('i.disabled_at', 'is', null)
      .orderBy('m.region_id').execute()
    let told: string | undefined
    for (const { regionId, personId } of reached) {
      await changeScope(tx, regionScope(regionId))
      told ??= (await issueCode(tx, { personId, now, expires: new Date(now.getTime() + 7 * DAY), vault })).code
      await insertAudit(tx, { regionId, personId: NOBODY, capacity: 'operator', requestId: newId(now.getTime()), at: now }, [{
        action: 'slip.issue', objectKind: 'person', objectId: personId, fields: ['activation'], purpose: '系统管理员在服务器上补发激活码',
      }])
    }
    if (told === undefined) throw noSuchLogin(login)
    return told
  })

/** The way back for those whom no post may help: a security administrator, a leader of a school who is the only one. */
export const accountRenew: Command = {
  name: 'account renew', does: '为账号补发一次性激活码：安全管理员、校长等无人可以代为补发时使用', options: {},
  run: async ({ config, voice, words }) => {
    const [login] = words
    if (login === undefined) throw needsLogin()
    const installation = await openInstallation({ config, say: voice.say, log: () => undefined, besideRunning: true })
    try {
      const activation = await renewLogin(installation, login, systemClock.now())
      voice.answer({ login, activation }, [
        `账号：${login}`, `一次性激活码：${sayCode(activation)}`, '七天内有效，只显示这一次。原来的密码到新激活码启用时失效；这次办理已记入审计。',
      ])
      return true
    } finally {
      await installation.close()
    }
  },
}
