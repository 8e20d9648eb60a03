import { readFileSync, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'

/** The system account that runs PostgreSQL; undefined means: the one that runs this program. */
export interface Account { readonly uid: number; readonly gid: number }

/** PostgreSQL refuses to run as root, so root lends it `postgres` or `nobody`, whichever the system has. */
export function postgresAccount(): Account | undefined {
  if (process.getuid?.() !== 0) return undefined
  const lines = readFileSync('/etc/passwd', 'utf8').split('\n').map((line) => line.split(':'))
  for (const name of ['postgres', 'nobody']) {
    const found = lines.find((fields) => fields[0] === name && Number(fields[2]) > 0)
    if (found) return { uid: Number(found[2]), gid: Number(found[3]) }
  }
  return { uid: 65534, gid: 65534 }
}

/** The first folder on the way to `path` that `account` cannot enter, for example /root. */
export function closedFolder(path: string, account: Account | undefined): string | undefined {
  if (!account) return undefined
  for (let folder = resolve(path); ; folder = dirname(folder)) {
    const stat = statSync(folder, { throwIfNoEntry: false })
    if (stat?.isDirectory() && !canEnter(stat, account)) return folder
    if (folder === dirname(folder)) return undefined
  }
}

function canEnter(stat: { mode: number; uid: number; gid: number }, account: Account): boolean {
  if (stat.uid === account.uid) return (stat.mode & 0o100) !== 0
  if (stat.gid === account.gid) return (stat.mode & 0o010) !== 0
  return (stat.mode & 0o001) !== 0
}
