import { schoolDateOf } from '#kernel/dates'
import { Refusal } from '#kernel/errors'
import { systemClock } from '#platform/clock/clock'
import { regionScope } from '#platform/db/scope'
import { inviteAccount, sayCode } from '#modules/org/index'
import { adoptPack } from '#modules/plan/index'
import type { Command } from './command.ts'
import { foundBureau, foundJurisdiction, nextRegionId } from './found.ts'
import { openInstallation } from './installation.ts'
import { loadShippedPacks } from './packs.ts'

const LEVELS = ['province', 'city', 'district'] as const
const DAY = 86_400_000

const needs = () => new Refusal({
  code: 'bad-use', status: 400,
  say: '用法：tongxin init --name 某某区教育局 --code 六位区划代码 [--level province|city|district] [--login security] [--adopt 政策包,政策包]',
})
const unknownPack = (doc: string) => new Refusal({ code: 'pack-unknown', status: 400, say: `没有名为 ${doc} 的政策包。用 tongxin packs list 查看全部政策包。` })

/** An empty installation: a jurisdiction, and a one-time code for its first security administrator. */
export const initCommand: Command = {
  name: 'init', does: '建立一个管辖区，并给出首位安全管理员的一次性激活码',
  options: {
    name: { type: 'string' }, code: { type: 'string' }, level: { type: 'string', default: 'district' },
    login: { type: 'string', default: 'security' }, adopt: { type: 'string', default: '' },
  },
  run: async ({ config, voice, options }) => {
    const { name, code, level, login } = options as Record<string, string>
    const rank = LEVELS.find((l) => l === level)
    if (!name || !/^\d{6}$/.test(code ?? '') || rank === undefined) throw needs()
    const installation = await openInstallation({ config, say: voice.say, log: () => undefined, besideRunning: true })
    try {
      const now = systemClock.now()
      const packs = await loadShippedPacks(installation, { now, say: voice.say })
      const adopted = (options['adopt'] as string).split(',').filter((doc) => doc !== '').map((doc) => {
        const found = packs.find((p) => p.doc === doc)
        if (found === undefined) throw unknownPack(doc)
        return found
      })
      const made = await installation.owner.inScope(regionScope(0), async (tx) => {
        const today = schoolDateOf(now)
        const regionId = await nextRegionId(tx)
        await foundJurisdiction(tx, regionId, { now, today, spec: { level: rank, code: code!, name } })
        const { personId } = await foundBureau(tx, regionId, { name, admin: '安全管理员', now, today })
        for (const pack of adopted) await adoptPack(tx, regionId, { adoption: { ...pack, validFrom: today }, now })
        const activation = await inviteAccount(tx, { login: login!, personId, now, expires: new Date(now.getTime() + 7 * DAY), vault: installation.vault })
        return { regionId, login, activation }
      })
      voice.answer(made, [
        `已建立管辖区 ${made.regionId}：${name}（${code}）`, '', `安全管理员账号：${login}`, `一次性激活码：${sayCode(made.activation)}`,
        '激活码七天内有效，只显示这一次。启动后在登录页点「用激活码启用账号」，设置密码。',
      ])
      return true
    } finally {
      await installation.close()
    }
  },
}
