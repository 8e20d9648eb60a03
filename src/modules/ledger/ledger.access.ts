import type { AccessTable } from '#platform/access/access'

const recorders = {
  head_teacher: 'class', subject_teacher: 'class', psychology_teacher: 'school', family_educator: 'school', middle_leader: 'school', vice_principal: 'school', party_secretary: 'school',
  principal: 'school', bureau_leader: 'assigned',
} as const
const schoolStaff = {
  head_teacher: 'class', subject_teacher: 'class', psychology_teacher: 'school', family_educator: 'school', middle_leader: 'school', vice_principal: 'school', party_secretary: 'school',
  principal: 'school',
} as const
const conveners = { head_teacher: 'class', middle_leader: 'school', vice_principal: 'school', principal: 'school' } as const

export const ledgerAccess = {
  'visit.record': { does: '记家访', by: recorders },
  'visit.correct': { does: '更正家访记录', by: recorders },
  'visit.withdraw': { does: '撤回家访记录', by: recorders },
  'visit.read': { does: '查看家访记录', by: { ...recorders, guardian: 'family' } },
  'visit.family': { does: '查看对自己孩子的家访', by: { guardian: 'family' } },
  'visit.promises': { does: '查看自己答应家长的事', by: recorders },
  'record.plain': { does: '记家长会和家庭教育指导活动', by: conveners },
  'record.correct': { does: '更正家长会和活动记录', by: { ...conveners, party_secretary: 'school' } },
  'record.withdraw': { does: '撤回家长会和活动记录', by: { ...conveners, party_secretary: 'school' } },
  'record.read': { does: '查看家长会和活动记录', by: schoolStaff },
  'record.list': { does: '查看工作台账', by: schoolStaff },
  'confirmation.say': { does: '确认家访是否属实', by: { guardian: 'family' } },
  'confirmation.disputed': {
    does: '查看家长认为不符的家访',
    by: { head_teacher: 'class', vice_principal: 'school', party_secretary: 'school', principal: 'school' },
  },
} as const satisfies AccessTable
