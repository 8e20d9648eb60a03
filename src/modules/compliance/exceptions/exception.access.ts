import type { AccessTable } from '#platform/access/access'

export const exceptionAccess = {
  'exception.ask': { does: '申请例外、登记无法完成', by: { principal: 'school', vice_principal: 'school', head_teacher: 'class' } },
  'exception.decide': { does: '审批例外、确认无法完成', by: { bureau_officer: 'region', principal: 'school' } },
  'exception.end': { does: '提前结束例外', by: { bureau_officer: 'region', principal: 'school', vice_principal: 'school', head_teacher: 'class' } },
  'exception.list': {
    does: '查看例外与无法完成',
    by: { bureau_leader: 'region', bureau_officer: 'region', principal: 'school', party_secretary: 'school', vice_principal: 'school', middle_leader: 'school', head_teacher: 'class' },
  },
} satisfies AccessTable
