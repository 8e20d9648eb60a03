import { POST_KINDS, type Role } from '#kernel/capacity'
import type { AccessTable, Reach } from '#platform/access/access'

const everybody: readonly Role[] = [...POST_KINDS, 'guardian']

/** Who may do what with the plan. The texts are public: everybody signed in may read what they ask of whom. */
export const planAccess: AccessTable = {
  'plan.read': {
    does: '查看政策文件、责任与校历', by: Object.fromEntries(everybody.map((role): [Role, Reach] => [role, 'region'])),
  },
  'local-value.set': { does: '确定本地参数', by: { bureau_officer: 'region', principal: 'school' } },
  'calendar.publish': { does: '发布校历', by: { bureau_officer: 'region' } },
}
