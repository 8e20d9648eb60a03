import path from 'node:path'
import { Refusal } from '#kernel/errors'
import { rebuildIfDue, verify } from '#modules/compliance/index'
import { verifyAudit } from '#platform/audit/verify.store'
import { holdBackupToKey } from '#platform/backup/key'
import { loadBackup } from '#platform/backup/load.store'
import { readBackup, type Backup } from '#platform/backup/read'
import { createReactions } from '../main.ts'
import type { Command } from './command.ts'
import { openReached, reachDatabase, type Installation } from './installation.ts'
import { listRegions } from './regions.ts'

const badUse = () => new Refusal({ code: 'bad-use', status: 400, say: '用法：tongxin restore 文件名 [--check]（--check：只检查文件，不恢复）' })

export const restoreCommand: Command = {
  name: 'restore', does: '把备份恢复到一个空的安装里，并核对（--check：只检查文件）',
  options: { check: { type: 'boolean' } },
  run: async ({ config, voice, words, options }) => {
    const [file, ...more] = words
    if (file === undefined || more.length > 0) throw badUse()
    voice.say('正在检查备份文件……')
    const backup = await readBackup(path.resolve(file))
    if (options['check'] === true) {
      voice.answer(summaryOf(backup), describe(backup))
      return true
    }
    holdBackupToKey(backup.manifest, config)
    const reached = await reachDatabase({ config, say: voice.say, log: () => undefined, besideRunning: false })
    voice.say('正在恢复……')
    const loaded = await loadBackup(reached.urls.ownerUrl, backup).catch(async (error: unknown) => {
      await reached.close()
      throw error
    })
    const installation = await openReached(reached, config)
    try {
      voice.say('已写入，正在核对……')
      const compared = await compare(installation, backup)
      const well = compared.every((one) => one.well)
      voice.answer({ ...summaryOf(backup), ...loaded, compared, well }, [
        ...describe(backup),
        `已恢复 ${loaded.tables} 张表，${loaded.rows} 行，行数与清单一致。${loaded.migrated.length === 0 ? '' : `已升级到本程序的结构：${loaded.migrated.join('、')}。`}`,
        ...compared.map(sentenceOf),
        well ? '核对无误。所有人需要重新登录。' : '核对发现问题：请不要启用，先用 tongxin coverage verify 和 tongxin audit verify 查看。',
      ])
      return well
    } finally {
      await installation.close()
    }
  },
}

const summaryOf = ({ manifest, fingerprint }: Backup) => ({
  createdAt: manifest.createdAt, program: manifest.program, postgres: manifest.postgres, keyId: manifest.keyId, fingerprint,
  tables: manifest.tables.length, rows: manifest.tables.reduce((sum, { rows }) => sum + rows, 0),
})

const describe = ({ manifest, fingerprint }: Backup): string[] => [
  `备份建立于 ${manifest.createdAt.toLocaleString('zh-CN', { timeZone: 'Asia/Shanghai' })}（程序 ${manifest.program}），文件完好。`, `指纹 ${fingerprint}`,
]

interface Compared {
  readonly regionId: number
  readonly differences: number
  readonly damage: number
  readonly head: string
  readonly sameHead: boolean
  readonly well: boolean
}

/**
 * What a start would do first (waiting roll-ups, changes by date) is done as of the moment of the backup; then figures and
 * audit are recomputed, and the head of the audit chain compared with the one in the manifest.
 */
async function compare({ app, rollup }: Installation, { manifest }: Backup): Promise<Compared[]> {
  const clock = { now: () => manifest.createdAt }
  const reactions = createReactions(clock)
  const compared: Compared[] = []
  for (const regionId of await listRegions(app)) {
    const audit = await verifyAudit(rollup, regionId)
    await reactions.drain(rollup, regionId)
    await rebuildIfDue(rollup, regionId, clock.now())
    const { differences } = await verify(rollup, regionId, clock.now())
    const known = manifest.audit.find((chain) => chain.regionId === regionId)
    const sameHead = audit.blocks === (known?.blocks ?? 0) && (known === undefined || known.head === audit.head)
    compared.push({
      regionId, differences: differences.length, damage: audit.damage.length, head: audit.head, sameHead,
      well: differences.length === 0 && audit.damage.length === 0 && sameHead,
    })
  }
  return compared
}

const sentenceOf = ({ regionId, differences, damage, sameHead }: Compared): string => [
  `管辖区 ${regionId}：覆盖数字${differences === 0 ? '与台账一致' : `有 ${differences} 处差异`}`,
  `审计链${damage === 0 ? '完整' : `有 ${damage} 处改动`}`, sameHead ? '末块与备份时相同' : '末块与备份时不同',
].join('，')
