import { randomBytes } from 'node:crypto'
import { closeSync, existsSync, fsyncSync, linkSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs'
import path from 'node:path'
import { Refusal } from '#kernel/errors'
import type { Config } from '#platform/config/config'

const badKey = (where: string) => new Refusal({
  code: 'field-key-unreadable', status: 500,
  say: `${where} 里的字段密钥不是 64 位十六进制数，已停止启动。请恢复原来的密钥；没有它，已保存的证件号和电话无法读出。`,
})

/** Where the key of this installation is kept, in words for the administrator. */
export const fieldKeyPlace = ({ fieldKey, dataDir }: Pick<Config, 'fieldKey' | 'dataDir'>): string =>
  fieldKey === undefined ? path.join(dataDir, 'field.key') : 'TONGXIN_KEY'

/** The key that seals fields: `TONGXIN_KEY`, or a file in the data folder that is made once and readable by this program only. */
export function readFieldKey(config: Pick<Config, 'fieldKey' | 'dataDir'>): Buffer {
  const place = fieldKeyPlace(config)
  if (config.fieldKey === undefined && !existsSync(place)) makeKey(place)
  const text = config.fieldKey ?? readFileSync(place, 'utf8').trim()
  if (!/^[0-9a-f]{64}$/i.test(text)) throw badKey(place)
  return Buffer.from(text, 'hex')
}

/** Whole on the disk before it has its name: half a key would lock out what was sealed. Of two starters the first one's key holds. */
function makeKey(place: string): void {
  mkdirSync(path.dirname(place), { recursive: true })
  const draft = `${place}.${process.pid}`
  // A start that was killed here may have left its draft; in a container every start has the same number.
  const file = openSync(draft, 'w', 0o600)
  writeSync(file, `${randomBytes(32).toString('hex')}\n`)
  fsyncSync(file)
  closeSync(file)
  try {
    linkSync(draft, place)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    rmSync(draft, { force: true })
  }
  syncFolder(path.dirname(place))
}

/** The name of a new file is safe only once its folder is on the disk too; Windows has no such call. */
function syncFolder(folder: string): void {
  if (process.platform === 'win32') return
  const handle = openSync(folder, 'r')
  fsyncSync(handle)
  closeSync(handle)
}
