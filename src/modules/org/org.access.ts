import type { Role } from '#kernel/capacity'
import type { AccessTable, Reach } from '#platform/access/access'

const reach = <R extends Reach>(far: R, ...roles: readonly Role[]): Partial<Record<Role, R>> =>
  Object.fromEntries(roles.map((role) => [role, far]))

const HEADS = ['principal', 'party_secretary', 'vice_principal'] as const
const LEADERS = [...HEADS, 'middle_leader', 'roster_keeper'] as const
const TEACHERS = ['head_teacher', 'subject_teacher'] as const
/** Growth mentors (成长导师) teach in every class of the school. */
const MENTORS = ['psychology_teacher', 'family_educator'] as const
const STAFF = [...LEADERS, ...TEACHERS, ...MENTORS] as const
const BUREAU = ['bureau_leader', 'bureau_officer'] as const

/** Who may see and change what of the organisation. A role that is not named may not. */
export const orgAccess = {
  'rights.list': { does: '查看权限总表', by: reach('region', 'security_admin', 'bureau_officer', 'bureau_leader') },
  'unit.list': { does: '查看单位名单', by: { ...reach('region', ...BUREAU, 'security_admin'), ...reach('school', ...STAFF) } },
  'class.list': { does: '查看班级名单', by: { ...reach('region', ...BUREAU), ...reach('school', ...STAFF) } },
  'vacancy.list': { does: '查看空岗', by: { ...reach('region', ...BUREAU), ...reach('school', ...LEADERS) } },
  'colleague.list': { does: '查看同事名单', by: reach('school', ...STAFF, ...BUREAU) },
  'roster.read': { does: '查看班级学生名单', by: { ...reach('school', ...LEADERS, ...MENTORS), ...reach('class', ...TEACHERS) } },
  'student.read': {
    does: '查看学生主页',
    by: {
      ...reach('school', ...LEADERS, ...MENTORS), ...reach('class', ...TEACHERS), ...reach('assigned', 'bureau_leader'),
      ...reach('family', 'guardian'),
    },
  },
  'sibling.list': {
    does: '查看同校的兄弟姐妹',
    by: { ...reach('school', ...LEADERS, ...MENTORS), ...reach('class', ...TEACHERS), ...reach('assigned', 'bureau_leader') },
  },
  'look.list': { does: '查看谁看过孩子的记录', by: reach('family', 'guardian') },
  'body.list': { does: '查看机构与队伍', by: { ...reach('region', ...BUREAU), ...reach('school', ...STAFF) } },
  'body.keep': {
    does: '登记机构与队伍', by: { ...reach('region', 'bureau_officer'), ...reach('school', ...HEADS) },
  },
  'designation.read': {
    does: '查看重点学生和留守儿童', by: { ...reach('school', ...HEADS, 'middle_leader', ...MENTORS), ...reach('class', 'head_teacher') },
  },
  'designation.set': { does: '认定重点学生和留守儿童', by: { ...reach('school', ...HEADS), ...reach('class', 'head_teacher') } },
  'assignment.draw': { does: '随机抽取家访学生', by: reach('region', 'bureau_officer') },
  'assignment.list': { does: '查看随机家访', by: { ...reach('region', 'bureau_officer'), ...reach('assigned', 'bureau_leader') } },
  'roster.import': { does: '导入名册', by: reach('school', 'roster_keeper') },
  'roster.export': { does: '导出名册', by: reach('school', 'roster_keeper') },
  'slip.list': { does: '查看监护人账号', by: { ...reach('school', 'roster_keeper'), ...reach('class', 'head_teacher') } },
  'slip.print': { does: '打印监护人账号单', by: reach('school', 'roster_keeper') },
  'slip.renew': { does: '补发监护人账号单', by: { ...reach('school', 'roster_keeper'), ...reach('class', 'head_teacher') } },
  'staff-slip.list': { does: '查看教职工账号', by: reach('school', 'principal', 'party_secretary', 'roster_keeper') },
  'staff-slip.print': { does: '打印教职工账号单', by: reach('school', 'roster_keeper') },
  'staff-slip.renew': { does: '补发教职工账号单', by: reach('school', 'principal', 'party_secretary', 'roster_keeper') },
} satisfies AccessTable
