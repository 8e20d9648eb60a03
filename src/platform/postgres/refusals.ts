import { Refusal } from '#kernel/errors'

const refusal = (code: string, say: string) => new Refusal({ code, status: 503, say })

export const alreadyRunning = (dataDir: string, pid: number) =>
  refusal('already-running', `数据目录 ${dataDir} 正由另一个同心程序使用（进程 ${pid}）。请先停止那个程序，或者用 TONGXIN_DATA 指定另一个目录。`)

export const diskFull = (dir: string) =>
  refusal('disk-full', `磁盘空间不足，数据库无法在 ${dir} 写入；已确认保存的内容没有丢失。请清理磁盘后重新启动。`)

export const noBinaries = (platform: string) =>
  refusal('no-postgres', `没有适用于本机（${platform}）的 PostgreSQL 程序。请安装 PostgreSQL 15 或更高版本，或者设置 DATABASE_URL 指向已有的数据库。`)

const noAccount = (uid: number) =>
  refusal('no-account', `系统用户 ${uid} 在 /etc/passwd 中没有登记，PostgreSQL 不能以它运行。请补上这一行，或者设置 DATABASE_URL。`)

const notOurs = (dir: string) =>
  refusal('data-not-ours', `数据目录 ${dir} 属于另一个系统用户，当前用户不能使用。请换回原来的用户启动，或者改正目录的属主。`)

export const otherMajor = (dir: string, has: string, have: string) =>
  refusal('postgres-version', `数据目录 ${dir} 由 PostgreSQL ${has} 建立，本机的程序是 ${have}，不能直接打开。请使用原来的版本启动。`)

const wontStart = (dir: string, detail: string) =>
  refusal('postgres-failed', `内置 PostgreSQL 无法启动（${dir}）。原因：${detail.trim().split('\n').slice(-3).join(' / ')}`)

/** The sentence for what a file operation or a PostgreSQL program complained about. */
export function explain(dir: string, problem: unknown): Refusal {
  if (problem instanceof Refusal) return problem
  const text = problem instanceof Error ? problem.message : String(problem)
  if (/ENOSPC|No space left on device/.test(text)) return diskFull(dir)
  if (/could not look up effective user ID/.test(text)) return noAccount(process.getuid?.() ?? -1)
  if (/EACCES|EPERM|wrong ownership|Permission denied/.test(text)) return notOurs(dir)
  return wontStart(dir, text)
}
