import type { AccessTable } from '#platform/access/access'

/** A bureau sees units and classes as counts; a name of a child appears only in `coverage.remaining`, inside a class. */
export const coverageAccess = {
  'coverage.region': { does: '看各校完成情况', by: { bureau_leader: 'region', bureau_officer: 'region' } },
  'coverage.school-figures': {
    does: '看一所学校各班各岗的数字',
    by: {
      bureau_leader: 'region', bureau_officer: 'region', principal: 'school', party_secretary: 'school', vice_principal: 'school',
      middle_leader: 'school',
    },
  },
  'coverage.school': {
    does: '看本校首页', by: { principal: 'school', party_secretary: 'school', vice_principal: 'school', middle_leader: 'school' },
  },
  'coverage.class': {
    does: '看一个班的数字',
    by: {
      bureau_leader: 'region', bureau_officer: 'region', principal: 'school', party_secretary: 'school', vice_principal: 'school',
      middle_leader: 'school', head_teacher: 'class', subject_teacher: 'class', psychology_teacher: 'school', family_educator: 'school',
    },
  },
  'coverage.mine': {
    does: '看自己的责任',
    by: {
      bureau_leader: 'own', principal: 'own', party_secretary: 'own', vice_principal: 'own', middle_leader: 'own',
      head_teacher: 'own', subject_teacher: 'own', psychology_teacher: 'own', family_educator: 'own',
    },
  },
  'coverage.why': {
    does: '看一项责任的数字由哪些记录得出',
    by: {
      bureau_leader: 'region', bureau_officer: 'region', principal: 'school', party_secretary: 'school', vice_principal: 'school',
      middle_leader: 'school', head_teacher: 'class', subject_teacher: 'class', psychology_teacher: 'school', family_educator: 'school',
    },
  },
  'coverage.remaining': {
    does: '看还未完成的学生名单',
    by: { principal: 'school', party_secretary: 'school', vice_principal: 'school', middle_leader: 'school', head_teacher: 'class' },
  },
  'coverage.explain': {
    does: '看一条记录计入了哪些责任',
    by: {
      bureau_leader: 'own', bureau_officer: 'own', principal: 'school', party_secretary: 'school', vice_principal: 'school',
      middle_leader: 'school', head_teacher: 'class', subject_teacher: 'own', psychology_teacher: 'school', family_educator: 'school',
    },
  },
} satisfies AccessTable
