import path from 'node:path'
import { Refusal } from '#kernel/errors'
import { writeBackup } from '#platform/backup/write.store'
import { systemClock } from '#platform/clock/clock'
import { fieldKeyPlace } from '#platform/vault/field-key'
import type { Command } from './command.ts'
import { reachDatabase } from './installation.ts'

const badUse = () => new Refusal({ code: 'bad-use', status: 400, say: '用法：tongxin backup 文件名' })

/** Reaches the database without upgrading it: whoever is about to upgrade backs up first, perhaps with the new program. */
export const backupCommand: Command = {
  name: 'backup', does: '把全部数据备份到一个文件（不停机；已有的文件不会被覆盖）', options: {},
  run: async ({ config, voice, words }) => {
    const [file, ...more] = words
    if (file === undefined || more.length > 0) throw badUse()
    const reached = await reachDatabase({ config, say: voice.say, log: () => undefined, besideRunning: true })
    try {
      const written = await writeBackup(reached.urls.ownerUrl, { file: path.resolve(file), now: systemClock.now() })
      voice.answer({ ...written, keyPlace: fieldKeyPlace(config) }, [
        `已备份到 ${written.file}：${written.tables} 张表，${written.rows} 行，${sizeOf(written.bytes)}。`,
        `指纹 ${written.fingerprint}（请抄存，恢复时会再显示一次）`,
        ...(written.keyId === null ? [] : [
          `证件号和电话由编号 ${written.keyId} 的密钥封存。密钥在 ${fieldKeyPlace(config)}，不在备份里：请另外保存一份，与备份分开存放；没有它无法恢复。`,
        ]),
      ])
      return true
    } finally {
      await reached.close()
    }
  },
}

const sizeOf = (bytes: number): string => (bytes < 2 ** 20 ? `${Math.ceil(bytes / 1024)} KB` : `${(bytes / 2 ** 20).toFixed(1)} MB`)
