import { Refusal } from '#kernel/errors'

const refusal = (code: string, say: string) => new Refusal({ code, status: 400, say })

export const fileExists = (file: string) =>
  refusal('backup-exists', `${file} 已存在，没有覆盖。请换一个文件名再备份。`)

export const cannotWrite = (file: string, detail: string) =>
  refusal('backup-unwritable', `无法写入 ${file}（${detail}）。请核对文件夹是否存在、是否有权限，再备份一次。`)

export const noRoom = (file: string) =>
  refusal('backup-no-room', `${file} 所在的磁盘已满，备份没有完成，也没有留下半个文件。请清理磁盘或换一个位置再备份。`)

export const nothingToBackUp = () =>
  refusal('backup-nothing', '这个数据库里还没有同心的数据，没有可备份的内容。请核对 DATABASE_URL 或 TONGXIN_DATA。')

export const noSuchFile = (file: string, detail: string) =>
  refusal('backup-unreadable', `无法读取 ${file}（${detail}）。请核对文件名和权限。`)

/** Whatever is not exactly as it was written: truncated, changed, or no backup at all. */
export const damaged = (detail: string) =>
  refusal('backup-damaged', `备份文件不完整或被改动过（${detail}），没有恢复任何内容。请换一份备份再试。`)

export const otherFormat = (version: number) =>
  refusal('backup-format', `备份文件的格式版本是 ${version}，本程序不认识。请用建立它的那个版本（或更新的版本）恢复。`)

export const tooNew = (program: string, name: string) =>
  refusal('backup-newer', `备份由较新的程序（${program}）建立，含有本程序没有的升级脚本 ${name}。请先升级程序，再恢复。`)

export const otherHistory = (name: string) =>
  refusal('backup-other-history', `备份里的升级脚本 ${name} 与本程序的同名脚本内容不同，不能恢复。请使用同一来源的程序。`)

export const notEmpty = () =>
  refusal('restore-not-empty', '这里已经有管辖区，没有恢复任何内容：恢复只在空的安装里进行。请换一个 TONGXIN_DATA 目录（或另一个空的数据库）。')

export const inUse = () =>
  refusal('restore-in-use', '还有同心程序连在这个数据库上，没有恢复任何内容。请先停止所有程序，再恢复。')

export const keyMissing = (id: string, place: string) =>
  refusal('restore-key-missing', `备份里的证件号和电话由编号 ${id} 的密钥封存，${place} 里没有密钥。密钥不在备份文件里：请把另外保存的密钥放到 ${place} 再恢复。`)

export const keyOther = (spec: { id: string; mine: string; place: string }) =>
  refusal('restore-key-other', `备份里的证件号和电话由编号 ${spec.id} 的密钥封存，而 ${spec.place} 里是编号 ${spec.mine} 的密钥。请换成原来的密钥再恢复。`)
