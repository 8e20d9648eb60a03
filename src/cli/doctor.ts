import { stat, statfs } from 'node:fs/promises'
import { sql } from 'kysely'
import { Refusal } from '#kernel/errors'
import type { Config } from '#platform/config/config'
import { fieldKeyPlace } from '#platform/vault/field-key'
import type { Command } from './command.ts'
import { openInstallation, type Installation } from './installation.ts'
import { listRegions } from './regions.ts'

interface Finding { readonly ok: boolean; readonly what: string; readonly say: string }

const GIB = 2 ** 30
const finding = (ok: boolean, what: string, say: string): Finding => ({ ok, what, say })

/** What is wrong with this installation and what to do about it. Changes nothing but missing roles and migrations. */
export const doctor: Command = {
  name: 'doctor', does: '检查本机、数据库和权限，说明缺什么、怎么办', options: {},
  run: async ({ config, voice }) => {
    const findings = [nodeVersion(), await diskSpace(config), ...await database(config), await fieldKey(config)]
    voice.answer(findings, findings.map((f) => `${f.ok ? '正常' : '需处理'}  ${f.what}：${f.say}`))
    return findings.every((f) => f.ok)
  },
}

function nodeVersion(): Finding {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  const ok = major > 20 || (major === 20 && minor >= 19)
  return finding(ok, 'Node.js', ok ? process.version : `${process.version} 过旧，请升级到 20.19 以上`)
}

async function diskSpace({ dataDir }: Config): Promise<Finding> {
  const free = await statfs(dataDir).then((s) => s.bavail * s.bsize, () => undefined)
  if (free === undefined) return finding(true, '数据目录', '尚未建立，首次启动时建立')
  return finding(free > GIB, '数据目录', free > GIB ? `剩余 ${Math.floor(free / GIB)} GiB` : '剩余空间不足 1 GiB，请清理磁盘')
}

async function database(config: Config): Promise<Finding[]> {
  try {
    const installation = await openInstallation({ config, say: () => undefined, log: () => undefined, besideRunning: true })
    try {
      const findings: Finding[] = []
      for (const look of [serverVersion, durability, roleRights, rowPolicies, jurisdictions]) findings.push(await look(installation))
      return findings
    } finally {
      await installation.close()
    }
  } catch (error) {
    return [finding(false, '数据库', error instanceof Refusal ? error.say : `连接失败（${(error as Error).message}）。请核对 DATABASE_URL、网络和数据库日志。`)]
  }
}

/** Sealed fields are lost with it, and it is in no backup. */
async function fieldKey(config: Config): Promise<Finding> {
  const place = fieldKeyPlace(config)
  const mode = config.fieldKey === undefined ? await stat(place).then((found) => found.mode, () => undefined) : 0
  if (mode === undefined) return finding(true, '字段密钥', '尚未建立，首次启动时建立')
  const closed = process.platform === 'win32' || (mode & 0o077) === 0
  return finding(closed, '字段密钥', closed ? `在 ${place}，不在备份里，请另外保存一份` : `${place} 能被其他系统用户读取，请执行 chmod 600 ${place}`)
}

async function serverVersion({ owner }: Installation): Promise<Finding> {
  const { rows } = await sql<{ v: number }>`select current_setting('server_version_num')::int as v`.execute(owner.shared)
  const version = rows[0]?.v ?? 0
  return finding(version >= 150_000, 'PostgreSQL', version >= 150_000 ? `版本 ${Math.floor(version / 10_000)}` : '版本低于 15，请升级数据库')
}

/** What is acknowledged must be on the disk. */
async function durability({ app }: Installation): Promise<Finding> {
  const { rows } = await sql<{ name: string; setting: string }>`
    select name, setting from pg_settings where name in ('fsync', 'full_page_writes', 'synchronous_commit') and setting = 'off'`.execute(app.shared)
  const off = rows.map((r) => r.name).join('、')
  return finding(off === '', '写入可靠', off === '' ? '提交即落盘' : `${off} 已关闭，断电会丢失已确认的记录，请由数据库管理员打开`)
}

async function roleRights({ owner }: Installation): Promise<Finding> {
  const { rows } = await sql<{ name: string }>`
    select rolname as name from pg_roles where rolname like 'tongxin\\_%' and (rolsuper or rolbypassrls)`.execute(owner.shared)
  return finding(rows.length === 0, '数据库角色', rows.length === 0 ? '三个角色都受行级策略约束' : `${rows.map((r) => r.name).join('、')} 能绕过行级策略，请收回 SUPERUSER 和 BYPASSRLS`)
}

async function rowPolicies({ owner }: Installation): Promise<Finding> {
  const { rows } = await sql<{ name: string }>`
    select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    join pg_attribute a on a.attrelid = c.oid and a.attname = 'region_id'
    where n.nspname = 'public' and c.relkind = 'r' and not (c.relrowsecurity and c.relforcerowsecurity)`.execute(owner.shared)
  return finding(rows.length === 0, '行级策略', rows.length === 0 ? '每张管辖区的表都已启用' : `${rows.map((r) => r.name).join('、')} 未启用，请重新执行 tongxin migrate`)
}

async function jurisdictions({ app }: Installation): Promise<Finding> {
  const count = (await listRegions(app)).length
  return finding(count > 0, '管辖区', count > 0 ? `${count} 个` : '还没有，请执行 tongxin init 建立一个')
}
