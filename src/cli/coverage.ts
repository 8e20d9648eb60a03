import { verify } from '#modules/compliance/index'
import { systemClock } from '#platform/clock/clock'
import { listRegions } from './regions.ts'
import type { Command } from './command.ts'
import { openInstallation } from './installation.ts'

const SHOWN = 20

export const coverageVerify: Command = {
  name: 'coverage verify', does: '从台账重新计算覆盖情况，报告每一处差异', options: {},
  run: async ({ config, voice }) => {
    const installation = await openInstallation({ config, say: voice.say, log: () => undefined, besideRunning: true })
    try {
      const reports = []
      for (const regionId of await listRegions(installation.app)) {
        voice.say(`正在核对管辖区 ${regionId}……`)
        reports.push({ regionId, ...await verify(installation.rollup, regionId, systemClock.now()) })
      }
      voice.answer(reports, reports.flatMap(({ regionId, differences, waiting }) => [
        `管辖区 ${regionId}：${differences.length === 0 ? '没有差异' : `${differences.length} 处差异`}${waiting === 0 ? '' : `（另有 ${waiting} 项汇总正在更新）`}`,
        ...differences.slice(0, SHOWN).map((difference) => `  ${JSON.stringify(difference)}`),
        ...(differences.length > SHOWN ? [`  ……共 ${differences.length} 处，用 --json 查看全部`] : []),
      ]))
      return reports.every((report) => report.differences.length === 0)
    } finally {
      await installation.close()
    }
  },
}
