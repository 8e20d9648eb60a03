import { notFound } from '#kernel/errors'
import type { Uuid } from '#kernel/ids'
import type { Act } from '#platform/access/act'
import type { Desk } from '#platform/access/desk'
import { runInWorker } from '#platform/workbook/run-worker'
import { academicYearOf } from '../../classes/class.rules.ts'
import { getUnit } from '../../units/unit.service.ts'
import { findLayout, type RosterFile } from '../file.store.ts'
import type { Given } from './reading.rules.ts'
import type { Layout, Reading, RosterKind } from '../row.contract.ts'
import { places } from '../seals.service.ts'

/** What a worker is asked to read. */
export interface ReadingOrder {
  readonly bytes: Uint8Array
  readonly kind: RosterKind
  readonly given: Omit<Given, 'onRow'>
}
export type ReadingNews = { readonly unpacked: number } | { readonly done: number; readonly total: number }

/** 20,000 rows take some three seconds; what takes ten times as long is no roster. */
const LIMITS = { seconds: 30, megabytes: 192 }
const WORKER = 'modules/org/roster/reading/reading.worker.js'

/** The school whose roster the capacity keeps. */
export const schoolOf = (act: Act): Uuid => {
  const { unitId } = act.capacity
  if (unitId === null) throw notFound('学校')
  return unitId
}

/** The order for a file that was uploaded, read as `layout` says or as the school chose before. */
export async function orderReading(act: Act, file: RosterFile, layout: Layout | null): Promise<ReadingOrder> {
  const { stages } = await getUnit(act, schoolOf(act))
  const kept = await findLayout(act, schoolOf(act), file.kind)
  return {
    bytes: new Uint8Array(act.vault.openBytes(places.file(file.id), file.sealed)), kind: file.kind,
    given: {
      school: { stages, academicYear: academicYearOf(act.today), today: act.today },
      ...(kept !== undefined && { remembered: kept.remembered }), ...(layout !== null && { layout }),
    },
  }
}

/** Reads in a worker, outside of any transaction. */
export function read(order: ReadingOrder, { tell, signal }: Pick<Desk, 'tell' | 'signal'>): Promise<Reading> {
  const onProgress = (news: unknown) => {
    const one = news as ReadingNews
    if ('unpacked' in one) tell({ doing: '打开工作簿', done: Math.round(one.unpacked * 100), total: 100 })
    else tell({ doing: '逐行核对', ...one })
  }
  return runInWorker<Reading>({ file: WORKER, data: order, transfer: [order.bytes.buffer as ArrayBuffer], limits: LIMITS, onProgress, signal })
}
