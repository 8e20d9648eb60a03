import { notFound } from '#kernel/errors'
import { getPlan } from '#modules/plan/index'
import type { RecordKind } from '#modules/plan/packs/kind.contract'
import type { Act } from '#platform/access/act'
import type { FileAnswer } from '#platform/http/serve'
import { writeWorkbook, XLSX_TYPE } from '#platform/workbook/write'
import { sayValue } from '../records/field.rules.ts'
import { findReadable } from '../records/reading.service.ts'
import type { StoredRecord } from '../records/record.rules.ts'
import { tooManyRecords, type RecordLine } from './plain.contract.ts'
import { linesOf } from './plain-reading.service.ts'
import { findPage } from './plain.store.ts'

/** Records in one workbook at most: what a person can still read through. */
const MOST = 5_000

type Cell = string | number | null

/** The records of one kind of the own classes or unit, a column for each field of its definition. Names no child. */
export async function exportRecords(act: Act, key: string): Promise<FileAnswer> {
  const { kinds } = await getPlan(act.tx, act.regionId, act.today)
  const kind = kinds.find((one) => one.key === key)
  if (kind === undefined) throw notFound('记录类型')
  const records = await findAll(act, key)
  const lines = await linesOf(act, records, kinds)
  await act.audit({ action: 'record.export', objectKind: key, objectId: act.capacity.unitId ?? '' })
  return {
    file: writeWorkbook([{ name: kind.zh, columns: columnsOf(kind), rows: rowsOf(kind, records, lines) }]),
    type: XLSX_TYPE, name: `${kind.zh}记录-${act.today}.xlsx`,
  }
}

async function findAll(act: Act, kind: string): Promise<StoredRecord[]> {
  const { unitId, classIds } = act.capacity
  if (unitId === null) return []
  const page = await findPage(act, { unitId, kind, classIds, orOwn: true, after: undefined, limit: MOST + 1 })
  if (page.length > MOST) throw tooManyRecords(MOST)
  return findReadable(act, page.map((one) => one.recordId))
}

/** What was written about a child stays with the child. */
const shown = ({ fields }: RecordKind) => fields.filter((field) => field.about === 'record')

const columnsOf = (kind: RecordKind) => [12, 32, 10, ...shown(kind).map(() => 24), 32, 10].map((width) => ({ width }))

function* rowsOf(kind: RecordKind, records: readonly StoredRecord[], lines: readonly RecordLine[]): Generator<Cell[]> {
  yield ['日期', '对象', '学生人数', ...shown(kind).map((field) => field.zh), '参加人', '状态']
  for (const [n, line] of lines.entries()) {
    yield [
      line.happenedOn, line.about.join('、'), line.children || null,
      ...shown(kind).map((field) => sayValue(field, records[n]?.fields[field.key])),
      line.by.map((actor) => `${actor.name}（${actor.post}）`).join('、'), line.state === 'withdrawn' ? '已撤回' : '',
    ]
  }
}
