import { handle, handleLong, handleUpload, type Served } from '#platform/http/serve'
import { acceptRoster } from './accepting/accept.service.ts'
import { listBatches } from './accepting/batch.service.ts'
import { draftRoster } from './comparing/draft.service.ts'
import { exportRoster } from './export.service.ts'
import { discardRoster, uploadRoster } from './file.service.ts'
import { readRosterNow } from './now.service.ts'
import * as roster from './roster.contract.ts'
import { undoBatch } from './accepting/undo.service.ts'

export const rosterRoutes: readonly Served[] = [
  handleUpload(roster.uploadRoster, (act, { query, body }) => uploadRoster(act, { ...query, bytes: body })),
  handleLong(roster.readRosterFile, (desk, { params, body }) => draftRoster(desk, params.fileId, body.layout)),
  handleLong(roster.acceptRoster, (desk, { params, body }) => acceptRoster(desk, params.fileId, body)),
  handle(roster.discardRoster, (act, { params }) => discardRoster(act, params.fileId)),
  handle(roster.readRosterNow, (act) => readRosterNow(act)),
  handle(roster.listBatches, async (act) => ({ batches: await listBatches(act) })),
  handleLong(roster.undoBatch, (desk, { params }) => undoBatch(desk, params.batchId)),
  handle(roster.exportRoster, (act, { query }) => exportRoster(act, query.kind)),
]
