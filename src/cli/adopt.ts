import { isSchoolDate, schoolDateOf, type SchoolDate } from '#kernel/dates'
import { Refusal } from '#kernel/errors'
import { newId } from '#kernel/ids'
import { adoptPack, planChanged } from '#modules/plan/index'
import { openAct } from '#platform/access/act'
import { systemClock } from '#platform/clock/clock'
import { regionScope } from '#platform/db/scope'
import { createReactions } from '../main.ts'
import type { Command } from './command.ts'
import { openInstallation, type Installation } from './installation.ts'
import { loadShippedPacks } from './packs.ts'
import { checkRegion } from './regions.ts'
import { asProgram } from './school.ts'

const needs = () => new Refusal({
  code: 'bad-use', status: 400,
  say: '用法：tongxin packs adopt 政策包名称 --region 管辖区编号 [--from 2026-09-01]。名称见 tongxin packs list，编号见 tongxin school list。',
})
const noPack = (doc: string) => new Refusal({ code: 'pack-unknown', status: 400, say: `没有名为「${doc}」的政策包，或者它写得不对。用 tongxin packs list 和 tongxin packs check 查看。` })

/** Adopts a shipped document, or its newer version, in a jurisdiction that exists: what was adopted before holds until that day. */
export const packsAdopt: Command = {
  name: 'packs adopt', does: '在一个管辖区采用一份文件，或换成随程序发布的新版本（--from：自哪天起，默认今天）',
  options: { region: { type: 'string' }, from: { type: 'string' } },
  run: async ({ config, voice, options, words: [doc] }) => {
    const now = systemClock.now()
    const { region, from = schoolDateOf(now) } = options as Record<string, string | undefined>
    if (doc === undefined || !/^\d+$/.test(region ?? '') || !isSchoolDate(from)) throw needs()
    const installation = await openInstallation({ config, say: voice.say, log: () => undefined, besideRunning: true })
    try {
      const shipped = await loadShippedPacks(installation, { now, say: voice.say })
      const found = shipped.find((one) => one.doc === doc)
      if (found === undefined) throw noPack(doc)
      await adopt(installation, { regionId: Number(region), ...found, validFrom: from, now })
      voice.answer({ ...found, region: Number(region), from }, [`管辖区 ${region} 自 ${from} 起采用 ${doc}（版本 ${found.hash.slice(0, 12)}）。数字已重新计算。`])
      return true
    } finally {
      await installation.close()
    }
  },
}

interface Adopting { readonly regionId: number; readonly doc: string; readonly hash: string; readonly validFrom: SchoolDate; readonly now: Date }

async function adopt({ owner, app, rollup, vault }: Installation, { regionId, now, ...adoption }: Adopting): Promise<void> {
  await checkRegion(owner, regionId)
  const reactions = createReactions(systemClock)
  const scope = regionScope(regionId)
  await app.inScope(scope, async (tx) => {
    const act = openAct({ tx, capacity: asProgram(regionId), scope, now, requestId: newId(), reactions, vault })
    await adoptPack(tx, regionId, { adoption, now })
    await act.audit({ action: 'pack.adopt', objectKind: 'pack', objectId: adoption.doc, fields: [adoption.hash], purpose: '系统管理员在服务器上采用文件' })
    await act.announce(planChanged, { what: 'pack', key: adoption.doc })
  })
  await reactions.drain(rollup, regionId)
}
