import type { DemoAccount } from '#modules/org/session/session.contract'

/** Public by intention: it opens nothing but invented data, and such data never listens on the network unasked. */
export const DEMO_PASSWORD = 'tongxin-demo'

const account = (login: string, who: string): DemoAccount => ({ login, password: DEMO_PASSWORD, who })

/** The accounts to try, in the order in which the story of the main job is told. */
export const DEMO_ACCOUNTS: readonly DemoAccount[] = [
  account('bureau', '云河区教育局德育科：看全区家访，不见学生姓名'),
  account('principal', '云河区示例小学校长：看本校班级、岗位、空岗'),
  account('head-teacher', '云河区示例小学三(2)班班主任：记家访（手机屏幕）'),
  account('subject-teacher', '云河区示例小学任课教师：记家访'),
  account('psychology-teacher', '云河区示例小学心理健康教师：成长导师'),
  account('middle-leader', '云河区示例小学中层干部：记家访'),
  account('vice-principal', '云河区示例小学副校长：看学校，也记家访'),
  account('roster-keeper', '云河区示例小学学籍管理员：导入名册，打印账号单'),
  account('bureau-leader', '云河区教育局领导：记抽到的一次随机家访'),
  account('guardian', '家长：三名子女在两区三所学校'),
  account('songling-bureau', '松岭区教育局科室：另一个区，互不可见'),
  account('security', '云河区安全管理员：看权限总表，不见任何学生'),
]
