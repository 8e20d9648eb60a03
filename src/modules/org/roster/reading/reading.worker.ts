import { WORKBOOK_LIMITS } from '#platform/workbook/limits'
import { readWorkbook } from '#platform/workbook/read'
import { serveWorker } from '#platform/workbook/serve-worker'
import { readRoster } from './reading.rules.ts'
import type { ReadingOrder, ReadingNews } from './reading.service.ts'

/** Unpacking a workbook and understanding it takes seconds and may meet a hostile file: neither happens beside requests. */
serveWorker<ReadingOrder>(async ({ bytes, kind, given }, tell) => {
  const news = (one: ReadingNews) => tell(one)
  const book = await readWorkbook(bytes, WORKBOOK_LIMITS, (share) => news({ unpacked: share }))
  return readRoster(kind, book, { ...given, onRow: (done, total) => news({ done, total }) })
})
