import type { Uuid } from '#kernel/ids'
import type { Desk } from '#platform/access/desk'
import { compare, digestOf, usualDay, viewOf } from './comparing.service.ts'
import { getFile } from '../file.service.ts'
import { setFileLayout } from '../file.store.ts'
import { orderReading, read, schoolOf } from '../reading/reading.service.ts'
import type { Draft } from '../roster.contract.ts'
import type { Layout } from '../row.contract.ts'

/** What accepting the workbook would do; writes nothing but the layout that was chosen for this file. */
export async function draftRoster(desk: Desk, fileId: Uuid, layout?: Layout): Promise<Draft> {
  const order = await desk.act(async (act) => {
    const file = await getFile(act, fileId)
    return orderReading(act, file, layout ?? file.layout)
  })
  const reading = await read(order, desk)
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
