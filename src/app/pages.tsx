import { RecordPage, RemainingPage, TodayPage, VisitPage } from '#modules/compliance/web'
import { FamilyPage, PickChildPage, PlainFormPage, RecordListPage, StudentVisitsPage, VisitFormPage } from '#modules/ledger/web'
import { family, phone, type PageSpec } from './page.tsx'

/**
 * Every page of the modules, one line each: `phone('/today', TodayPage)`, `desk('/matters/$matter', MatterPage)`,
 * `family('/', FamilyPage)`. Pages are lazy, so a line here costs a phone nothing.
 */
export const pages: readonly PageSpec[] = [
  phone('/today', TodayPage),
  phone('/remaining', RemainingPage),
  phone('/visits/new', PickChildPage),
  phone('/visits/$recordId', VisitPage),
  phone('/students/$studentId/visits', StudentVisitsPage),
  phone('/students/$studentId/visits/new', VisitFormPage),
  phone('/records', RecordListPage),
  phone('/records/new/$kind', PlainFormPage),
  phone('/records/$recordId', RecordPage),
  family('/', FamilyPage),
]
