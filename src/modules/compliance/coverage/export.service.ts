import { sayInstant, schoolDateOf } from '#kernel/dates'
import type { AnswerOf, QueryOf } from '#kernel/route'
import type { Act } from '#platform/access/act'
import type { FileAnswer } from '#platform/http/serve'
import { writeWorkbook, XLSX_TYPE } from '#platform/workbook/write'
import type { readMatter as readRoute } from './region.contract.ts'
import { readMatter } from './region.service.ts'

type Matter = AnswerOf<typeof readRoute>
type Line = (string | number | null)[]

/** The matter as a workbook: first what the figures are and of when, then a line a school and duty. */
export async function exportMatter(act: Act, matter: string, query: QueryOf<typeof readRoute>): Promise<FileAnswer> {
  const answer = await readMatter(act, matter, query)
  await act.audit({ action: 'coverage.export', objectKind: 'matter', objectId: matter })
  return {
    file: writeWorkbook([{ name: answer.matter.name, columns: COLUMNS, rows: linesOf(answer, act.now) }]), type: XLSX_TYPE,
    name: `${answer.matter.name}完成情况-${answer.year.label}-${act.today}.xlsx`,
  }
}

/** Owed by the bureau's own people: it has a figure for the jurisdiction and none for any school. */
const isOfNoSchool = (duty: Matter['duties'][number], rows: Matter['rows']) => duty.figure !== null && duty.figure.required > 0
  && rows.every((row) => row.cells.every((cell) => cell.duty !== duty.key || cell.figure === null))

const COLUMNS = [24, 16, 8, 60, 10, 10, 10, 10, 12, 12, 12].map((width) => ({ width }))

function* linesOf({ matter, year, rows, duties, packs, calendarMissing }: Matter, now: Date): Generator<Line> {
  yield [`${matter.name}完成情况`, year.label]
  yield ['数据截至', `${schoolDateOf(now).slice(0, 4)}年${sayInstant(now)}`]
  for (const { number, title, hash } of packs) yield ['依据文件', number, null, title, '版本', hash]
  if (calendarMissing !== null) yield ['校历', calendarMissing]
  yield []
  yield ['单位', '街道', '层级', '责任', '力度', '已完成', '应完成', '单位', '时段', '状态', '空岗']
  for (const duty of duties.filter((one) => isOfNoSchool(one, rows))) {
    yield [
      '全区', null, duty.levelLabel, duty.sentence, duty.strengthLabel, duty.figure?.done ?? null, duty.figure?.required ?? null,
      duty.unit, duty.period?.label ?? null, duty.standing.label, null,
    ]
  }
  for (const row of rows) {
    for (const duty of duties) {
      const cell = row.cells.find((one) => one.duty === duty.key)
      if (cell === undefined || (cell.figure === null && cell.standing.state === 'not-applicable')) continue
      yield [
        row.name, row.street, duty.levelLabel, duty.sentence, duty.strengthLabel, cell.figure?.done ?? null, cell.figure?.required ?? null,
        duty.unit, duty.period?.label ?? null, cell.standing.label, row.vacantPosts,
      ]
    }
  }
}
