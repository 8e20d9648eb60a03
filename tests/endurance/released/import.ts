import { acceptRoster, draftRoster, uploadRoster } from '#modules/org/index'
import { identityNoOf } from '#modules/org/roster/roster.factory'
import type { RosterKind } from '#modules/org/roster/row.contract'
import type { Desk } from '#platform/access/desk'
import { makeWorkbook, type GivenCell } from '#platform/workbook/workbook.factory'
import type { Installation } from '../../../src/cli/installation.ts'
import { act, type Doing } from './acting.ts'

const CHILDREN: GivenCell[][] = [
  ['姓名', '性别', '身份证号', '班级', '家长姓名', '关系', '联系电话'],
  ['许小竹', '女', identityNoOf('2017-04-12', 2), '三(9)班', '许示例', '母亲', '19900000001'],
  ['许小禾', '男', identityNoOf('2017-04-12', 3), '三(9)班', '许示例', '母亲', '19900000001'],
]
const STAFF: GivenCell[][] = [['姓名', '工号', '手机', '职务'], ['例行管理员', 'S001', '19900000002', '学籍管理员'], ['吴老师辛', 'S002', '19900000003', '德育主任']]

/** A class and a member of staff come in by workbooks, and a third workbook lies there that nobody has accepted yet. */
export async function importRosters(installation: Installation, keeper: Doing): Promise<void> {
  const desk: Desk = { act: (work) => act(installation, keeper, work), tell: () => undefined, signal: new AbortController().signal }
  const upload = async (kind: RosterKind, rows: GivenCell[][]) =>
    (await desk.act((one) => uploadRoster(one, { kind, name: '名册.xlsx', bytes: makeWorkbook([{ name: '名册', rows }]) }))).fileId
  for (const [kind, rows] of [['students', CHILDREN], ['staff', STAFF]] as const) {
    const fileId = await upload(kind, rows)
    const draft = await draftRoster(desk, fileId)
    await acceptRoster(desk, fileId, { digest: draft.digest, effectiveOn: draft.effectiveOn, answers: { absent: 'stay' }, leaveOutErrors: false })
  }
  await upload('students', CHILDREN)
}
