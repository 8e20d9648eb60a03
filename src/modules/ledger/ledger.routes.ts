import { handle, type Served } from '#platform/http/serve'
import * as confirmations from './confirmations/confirmation.contract.ts'
import { listDisputed, sayConfirmation } from './confirmations/confirmation.service.ts'
import * as plain from './plain/plain.contract.ts'
import { exportRecords } from './plain/plain-export.service.ts'
import { listPlainKinds, preparePlain } from './plain/plain-form.service.ts'
import { listFamilyRecords, listRecords, readPlain } from './plain/plain-reading.service.ts'
import { correctPlain, recordPlain, withdrawPlain } from './plain/plain.service.ts'
import * as visits from './visits/visit.contract.ts'
import { listFamilyVisits, listPromises, listStudentVisits, readVisit } from './visits/visit-reading.service.ts'
import { recordVisits } from './visits/visit-batch.service.ts'
import { correctVisit, prepareVisit, recordVisit, withdrawVisit } from './visits/visit.service.ts'

export const ledgerRoutes: readonly Served[] = [
  handle(visits.prepareVisit, (act, { query }) => prepareVisit(act, query.studentId)),
  handle(visits.recordVisit, (act, { body }) => recordVisit(act, body)),
  handle(visits.recordVisits, async (act, { body }) => ({ outcomes: await recordVisits(act, body.visits) })),
  handle(visits.correctVisit, (act, { params, body }) => correctVisit(act, params.recordId, body)),
  handle(visits.withdrawVisit, (act, { params, body }) => withdrawVisit(act, params.recordId, body)),
  handle(visits.readVisit, (act, { params }) => readVisit(act, params.recordId)),
  handle(visits.listStudentVisits, async (act, { params }) => ({ visits: await listStudentVisits(act, params.studentId) })),
  handle(visits.listFamilyVisits, async (act) => ({ visits: await listFamilyVisits(act) })),
  handle(visits.listPromises, async (act) => ({ promises: await listPromises(act) })),
  handle(plain.listPlainKinds, (act) => listPlainKinds(act)),
  handle(plain.preparePlain, (act, { params }) => preparePlain(act, params.kind)),
  handle(plain.recordPlain, (act, { body }) => recordPlain(act, body)),
  handle(plain.correctPlain, (act, { params, body }) => correctPlain(act, params.recordId, body)),
  handle(plain.withdrawPlain, (act, { params, body }) => withdrawPlain(act, params.recordId, body)),
  handle(plain.readPlain, (act, { params }) => readPlain(act, params.recordId)),
  handle(plain.listRecords, (act, { query }) => listRecords(act, query)),
  handle(plain.exportRecords, (act, { query }) => exportRecords(act, query.kind)),
  handle(plain.listFamilyRecords, async (act) => ({ records: await listFamilyRecords(act) })),
  handle(confirmations.sayConfirmation, (act, { params, body }) => sayConfirmation(act, params.recordId, body)),
  handle(confirmations.listDisputed, async (act) => ({ disputed: await listDisputed(act) })),
]
