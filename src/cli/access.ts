import { rightsOf } from '#modules/org/index'
import { access } from '../main.ts'
import type { Command } from './command.ts'
import { table } from './say.ts'

export const accessCommand: Command = {
  name: 'access', does: '打印权限总表：哪种身份可以做什么、范围多大（供审计）', options: {},
  run: async ({ voice }) => {
    const rights = rightsOf(access)
    voice.answer(rights, table([['动作', '说明', '身份', '范围'], ...rights.map((r) => [r.verb, r.does, r.roleName, r.reachName])]))
    return true
  },
}
