import type { AccessTable } from '#platform/access/access'

const recorders = {
  head_teacher: 'class', subject_teacher: 'class', psychology_teacher: 'school', family_educator: 'school', middle_leader: 'school',
  vice_principal: 'school', party_secretary: 'school', principal: 'school', bureau_leader: 'assigned',
} as const
/** Everybody who does such work: teachers for their classes, the others for their school, the office for the region. */
const doers = {
  head_teacher: 'class', subject_teacher: 'class', middle_leader: 'school', vice_principal: 'school', party_secretary: 'school',
  principal: 'school', psychology_teacher: 'school', family_educator: 'school', bureau_officer: 'region',
} as const

export const ledgerAccess = {
  'visit.record': { does: '记家访', by: recorders },
  'visit.correct': { does: '更正家访记录', by: recorders },
  'visit.withdraw': { does: '撤回家访记录', by: recorders },
  'visit.read': { does: '查看家访记录', by: { ...recorders, guardian: 'family' } },
  'visit.family': { does: '查看对自己孩子的家访', by: { guardian: 'family' } },
  'visit.promises': { does: '查看自己答应家长的事', by: recorders },
  'record.plain': { does: '记家长会、活动、谈话、会议等工作', by: doers },
  'record.correct': { does: '更正工作记录', by: doers },
  'record.withdraw': { does: '撤回工作记录', by: doers },
  'record.read': { does: '查看工作记录', by: doers },
  'record.list': { does: '查看和导出工作台账', by: doers },
  'record.family': { does: '查看与自己孩子有关的谈话等记录', by: { guardian: 'family' } },
  'confirmation.say': { does: '确认家访是否属实', by: { guardian: 'family' } },
  'confirmation.disputed': {
    does: '查看家长认为不符的家访',
    by: { head_teacher: 'class', vice_principal: 'school', party_secretary: 'school', principal: 'school' },
  },
} as const satisfies AccessTable
