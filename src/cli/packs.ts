import path from 'node:path'
import { Refusal } from '#kernel/errors'
import { PROGRAM_ROOT } from '#platform/config/root'
import { regionScope } from '#platform/db/scope'
import { checkPack, listPackFolders, loadPacks, readPack, sayDuty } from '#modules/plan/index'
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
  name: 'packs check', does: '检查政策包（可指定目录），指出文件、行号和错误', options: {},
  run: async ({ voice, words }) => {
    const folders = words.length > 0 ? words.map((w) => path.resolve(w)) : await listPackFolders(PACKS)
    const reports = await Promise.all(folders.map(async (folder) =>
      ({ pack: path.basename(folder), problems: await checkPack(folder), carriers: await countCarriers(folder) })))
    voice.answer(reports, reports.flatMap(({ pack, problems, carriers }) => [
      `${pack}：${problems.length === 0 ? '没有错误' : `${problems.length} 处错误`}${carriers === undefined ? '' : sayCarriers(carriers)}`,
      ...problems.map((p) => `  ${p.file}:${p.line}  ${p.zh}`),
    ]))
    return reports.every((r) => r.problems.length === 0)
  },
}

interface Carriers { readonly clauses: number; readonly computed: number; readonly register: number }

const sayCarriers = ({ clauses, computed, register }: Carriers) => `；条款 ${clauses} 条，其中 ${computed} 条由责任承载，${register} 条为登记`

async function countCarriers(folder: string): Promise<Carriers | undefined> {
  const read = await readPack(folder)
  if (!('pack' in read)) return undefined
  const { clauses } = read.pack
  const register = clauses.filter((c) => c.carrier === 'register').length
  return { clauses: clauses.length, computed: clauses.length - register, register }
}

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
  name: 'packs show', does: '用一句话逐条写出一个政策包的责任', options: {},
  run: async ({ voice, words }) => {
    const found = (await shipped()).find((p) => p.doc === words[0])
    if (found === undefined) throw noSuchPack(words[0] ?? '')
    const { pack, hash } = found
    voice.answer({ hash, pack }, [
      `${pack.title}（${pack.number}）`, `版本 ${hash}`, '',
      ...pack.duties.map((duty) => `${duty.clauses.join('、')}  ${sayDuty(duty, pack, 'zh')}`),
    ])
    return true
  },
}

async function shipped() {
  const read = await Promise.all((await listPackFolders(PACKS)).map(readPack))
  return read.flatMap((one) => ('pack' in one ? [one] : []))
}
