import { ROLE_NAMES, type Role } from '#kernel/capacity'
import { REACH_NAMES, type AccessTable, type Reach } from '#platform/access/access'
import { access } from '../main.ts'
import type { Command } from './commands.ts'
import { table } from './say.ts'

/** One line of the whole table: this role may do this, so far. */
interface Right { readonly verb: string; readonly does: string; readonly role: Role; readonly reach: Reach }

const rightsOf = (rows: AccessTable): Right[] => Object.entries(rows).flatMap(([verb, { does, by }]) =>
  (Object.entries(by) as [Role, Reach][]).map(([role, reach]) => ({ verb, does, role, reach })))

export const accessCommand: Command = {
  name: 'access', does: '打印权限总表：哪种身份可以做什么、范围多大（供审计）', options: {},
  run: async ({ voice }) => {
    const rights = rightsOf(access)
    voice.answer(rights, table([['动作', '说明', '身份', '范围'], ...rights.map((r) => [r.verb, r.does, ROLE_NAMES[r.role], REACH_NAMES[r.reach]])]))
    return true
  },
}
