import type { Command } from './command.ts'
import { fillDemo } from './demo/fill.ts'
import { openInstallation } from './installation.ts'
import { loadShippedPacks } from './packs.ts'
import { systemClock } from '#platform/clock/clock'

export const migrateCommand: Command = {
  name: 'migrate', does: '升级数据库结构并装入随程序发布的政策包', options: {},
  run: async ({ config, voice }) => {
    const installation = await openInstallation({ config, say: voice.say, log: () => undefined, besideRunning: false })
    try {
      const packs = await loadShippedPacks(installation, { now: systemClock.now(), say: voice.say })
      const { migrated } = installation
      voice.answer({ migrated, packs }, [migrated.length === 0 ? '数据库结构已是最新。' : `已执行 ${migrated.length} 个升级脚本：${migrated.join('、')}`, `政策包 ${packs.length} 个。`])
      return true
    } finally {
      await installation.close()
    }
  },
}

export const demoCommand: Command = {
  name: 'demo', does: '在空的安装里填入演示数据（虚构的两个区、六所学校）', options: {},
  run: async ({ config, voice }) => {
    const installation = await openInstallation({ config, say: voice.say, log: () => undefined, besideRunning: false })
    try {
      const now = systemClock.now()
      const packs = await loadShippedPacks(installation, { now, say: voice.say })
      const filled = await fillDemo(installation, { now, packs, say: voice.say })
      voice.answer({ filled }, [filled ? '演示数据已就绪。' : '已有数据，没有改动。'])
      return true
    } finally {
      await installation.close()
    }
  },
}
