import { verifyAudit } from '#platform/audit/verify.store'
import type { Command } from './command.ts'
import { openInstallation } from './installation.ts'
import { listRegions } from './regions.ts'

const DAMAGE = { 'row-changed': '内容被改动', 'row-missing': '记录被删除', 'row-added': '绕过程序写入', 'chain-broken': '区块链断裂' } as const

export const auditVerify: Command = {
  name: 'audit verify', does: '核对审计记录的哈希链，指出任何改动和尚未封存的尾部', options: {},
  run: async ({ config, voice }) => {
    const installation = await openInstallation({ config, say: voice.say, log: () => undefined, besideRunning: true })
    try {
      const reports = []
      for (const regionId of await listRegions(installation.app)) reports.push(await verifyAudit(installation.rollup, regionId))
      voice.answer(reports, reports.flatMap((r) => [
        `管辖区 ${r.regionId}：${r.blocks} 个区块，已封存 ${r.sealed} 条，待封存 ${r.unsealed} 条，${r.damage.length === 0 ? '无改动' : `发现 ${r.damage.length} 处问题`}`,
        `  末块哈希 ${r.head}（请抄存，下次核对时比较）`,
        ...r.damage.map((d) => `  ${DAMAGE[d.kind]}${d.block === undefined ? '' : `，区块 ${d.block}`}${d.auditId === undefined ? '' : `，审计编号 ${d.auditId}`}`),
      ]))
      return reports.every((r) => r.damage.length === 0)
    } finally {
      await installation.close()
    }
  },
}
