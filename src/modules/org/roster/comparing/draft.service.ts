import { Refusal } from '#kernel/errors'
import type { Uuid } from '#kernel/ids'
import type { Desk } from '#platform/access/desk'
import { compare, digestOf, usualDay, viewOf } from './comparing.service.ts'
import { discardRoster, getFile } from '../file.service.ts'
import { setFileLayout } from '../file.store.ts'
import { orderReading, read, schoolOf, type ReadingOrder } from '../reading/reading.service.ts'
import type { Draft } from '../roster.contract.ts'
import type { Layout, Reading } from '../row.contract.ts'

/** What accepting the workbook would do; writes nothing but the layout that was chosen for this file. */
export async function draftRoster(desk: Desk, fileId: Uuid, layout?: Layout): Promise<Draft> {
  const order = await desk.act(async (act) => {
    const file = await getFile(act, fileId)
    return orderReading(act, file, layout ?? file.layout)
  })
  const reading = await readOrForget(desk, fileId, order)
  desk.tell({ doing: '与本校名册比较', done: 0, total: reading.rows.length })
  return desk.act(async (act) => {
    const file = await getFile(act, fileId)
    if (layout !== undefined) await setFileLayout(act, fileId, layout)
    const comparison = await compare(act, schoolOf(act), reading)
    return {
      fileId, kind: file.kind, name: file.name, looks: [...reading.looks] as Draft['looks'], hiddenRows: reading.hiddenRows,
      ...viewOf(comparison, reading), effectiveOn: usualDay(comparison, act.today), digest: await digestOf(comparison, reading),
    }
  })
}

/** A file that turns out to be no workbook, or a harmful one, is not kept until tomorrow. */
async function readOrForget(desk: Desk, fileId: Uuid, order: ReadingOrder): Promise<Reading> {
  try {
    return await read(order, desk)
  } catch (error) {
    if (error instanceof Refusal && error.code.startsWith('workbook-')) await desk.act((act) => discardRoster(act, fileId))
    throw error
  }
}
