import { handle, type Served } from '#platform/http/serve'
import * as draft from './calendar-draft.contract.ts'
import { compareDraft, readCalendarDraft } from './calendar-draft.service.ts'
import * as contract from './plan.contract.ts'
import { listLocalValues } from './local-values.service.ts'
import { listMatters, listPacks, readCalendar, readDuty, readPack } from './plan-reading.service.ts'
import { publishCalendar, setLocalValue } from './plan.service.ts'
import { listTopics as topicsRoute } from './topic.contract.ts'
import { listTopics } from './topic.service.ts'

export const planRoutes: readonly Served[] = [
  handle(contract.listPacks, listPacks),
  handle(contract.showPack, (act, { params }) => readPack(act, params.doc)),
  handle(contract.showDuty, (act, { params }) => readDuty(act, params)),
  handle(contract.listMatters, listMatters),
  handle(topicsRoute, listTopics),
  handle(contract.showCalendar, (act, { query }) => readCalendar(act, query.academicYear)),
  handle(draft.showCalendarDraft, (act, { query }) => readCalendarDraft(act, query.academicYear)),
  handle(draft.previewCalendar, (act, { body }) => compareDraft(act, body)),
  handle(contract.publishCalendarRoute, (act, { body }) => publishCalendar(act, body)),
  handle(contract.listLocalValues, listLocalValues),
  handle(contract.setLocalValueRoute, (act, { body }) => setLocalValue(act, body)),
]
