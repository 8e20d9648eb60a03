import path from 'node:path'
import { Refusal } from '#kernel/errors'
import { PROGRAM_ROOT } from '#platform/config/root'
import { regionScope } from '#platform/db/scope'
import { countCarriers, listPackFolders, loadPacks, readPack, sayDuty, type CarrierCount } from '#modules/plan/index'
import type { Command } from './command.ts'
import type { Installation } from './installation.ts'
import { table } from './say.ts'

/** The packs that come with the program. */
export const PACKS = path.join(PROGRAM_ROOT, 'packs')

const noSuchPack = (doc: string) => new Refusal({ code: 'bad-use', status: 400, say: `没有名为「${doc}」的政策包。用 tongxin packs list 查看全部政策包。` })

/**
 * Puts the shipped packs into the database; versions that are there stay as they are. A pack with mistakes is named with
 * file and line and left out, and every jurisdiction keeps the version that it has.
 */
export async function loadShippedPacks(
  { owner }: Installation, { now, say }: { now: Date; say: (line: string) => void },
): Promise<{ doc: string; hash: string }[]> {
  const loaded = await owner.inScope(regionScope(0), (tx) => loadPacks(tx, PACKS, now))
  const problems = loaded.flatMap((one) => ('problems' in one ? one.problems : []))
  if (problems.length > 0) say('有政策包写得不对，没有装入；已采用的版本不受影响。请改正后再启动：')
  for (const { file, line, zh } of problems) say(`  ${file}:${line}  ${zh}`)
  return loaded.flatMap((one) => ('hash' in one ? [one] : []))
}

export const packsCheck: Command = {
  name: 'packs check', does: '检查政策包（可指定目录），指出文件、行号和错误，并列出各类承载的条数', options: {},
  run: async ({ voice, words }) => {
    const folders = words.length > 0 ? words.map((w) => path.resolve(w)) : await listPackFolders(PACKS)
    const reports = await Promise.all(folders.map(checkFolder))
    const counts = reports.flatMap(({ carriers }) => (carriers === undefined ? [] : [carriers]))
    voice.answer(reports, [
      ...reports.flatMap(({ pack, problems, carriers }) => [
        `${pack}：${problems.length === 0 ? '没有错误' : `${problems.length} 处错误`}${carriers === undefined ? '' : `；${sayCarriers(carriers)}`}`,
        ...problems.map((p) => `  ${p.file}:${p.line}  ${p.zh}`),
      ]),
      ...(counts.length > 1 ? [`合计：${sayCarriers(counts.reduce(add))}`] : []),
    ])
    return reports.every((r) => r.problems.length === 0)
  },
}

async function checkFolder(folder: string) {
  const read = await readPack(folder)
  const pack = path.basename(folder)
  return 'pack' in read ? { pack, problems: [], carriers: countCarriers(read.pack) } : { pack, problems: read.problems, carriers: undefined }
}

const add = (a: CarrierCount, b: CarrierCount): CarrierCount =>
  Object.fromEntries(Object.entries(a).map(([name, count]) => [name, count + b[name as keyof CarrierCount]])) as CarrierCount

/** 「条款 132 条：责任 60 · 活动 17 · 台账 12 · 指引 24 · 待接 19；责任 40 项：计算 25 · 待本地确定 9 · 只在表单 6」 */
const sayCarriers = (n: CarrierCount) =>
  `条款 ${n.clauses} 条：责任 ${n.duty} · 活动 ${n.activity} · 台账 ${n.record} · 指引 ${n.guidance} · 待接 ${n.awaits}；`
  + `责任 ${n.duties} 项：计算 ${n.computed} · 待本地确定 ${n.local} · 只在表单 ${n.form}`

export const packsList: Command = {
  name: 'packs list', does: '列出随程序发布的政策包及其版本', options: {},
  run: async ({ voice }) => {
    const packs = (await shipped()).map(({ hash, pack: { doc, number, title, clauses, duties } }) =>
      ({ doc, number, title, hash, clauses: clauses.length, duties: duties.length }))
    const rows = packs.map((p) => [p.doc, p.number, p.hash.slice(0, 12), String(p.clauses), String(p.duties)])
    voice.answer(packs, table([['名称', '文号', '版本', '条款', '责任'], ...rows]))
    return true
  },
}

export const packsShow: Command = {
  name: 'packs show', does: '用一句话（中文、英文）逐条写出一个政策包的责任', options: {},
  run: async ({ voice, words }) => {
    const found = (await shipped()).find((p) => p.doc === words[0])
    if (found === undefined) throw noSuchPack(words[0] ?? '')
    const { pack, hash } = found
    voice.answer({ hash, pack }, [
      `${pack.title}（${pack.number}）`, `版本 ${hash}`, '',
      ...pack.duties.flatMap((duty) => [`${duty.clauses.join('、')}  ${sayDuty(duty, pack, 'zh')}`, `    ${sayDuty(duty, pack, 'en')}`]),
    ])
    return true
  },
}

async function shipped() {
  const read = await Promise.all((await listPackFolders(PACKS)).map(readPack))
  return read.flatMap((one) => ('pack' in one ? [one] : []))
}
