import {
  ClassMatterPage, ExceptionsPage, MatterPage, MattersPage, MyWhyPage, RecordPage, RemainingPage, SchoolHomePage, SchoolMatterPage, TodayPage, VisitPage, WhyPage,
} from '#modules/compliance/web'
import { FamilyPage, PickChildPage, PickKindPage, PlainFormPage, RecordListPage, StudentVisitsPage, VisitFormPage } from '#modules/ledger/web'
import {
  AssignmentsPage, BodiesPage, BodyListPage, BodyPage, ClassSlipsPage, DesignationsPage, GuardianAccountsPage,
  ImportPage, RightsPage, RosterPage, StaffSlipsPage,
} from '#modules/org/web'
import { CalendarPage, LocalValuesPage, PackPage, PacksPage } from '#modules/plan/web'
import { desk, family, phone, withTopics, type PageSpec } from './page.tsx'

/**
 * Every page of the modules, one line each: `phone('/today', TodayPage)`, `desk('/matters/$matter', MatterPage)`,
 * `family('/', FamilyPage)`. Pages are lazy, so a line here costs a phone nothing.
 */
export const pages: readonly PageSpec[] = [
  phone('/today', TodayPage),
  phone('/remaining', RemainingPage),
  phone('/mine/why', MyWhyPage),
  phone('/visits/new', PickChildPage),
  phone('/visits/$recordId', VisitPage),
  phone('/students/$studentId/visits', StudentVisitsPage),
  phone('/students/$studentId/visits/new', VisitFormPage),
  phone('/records', RecordListPage),
  phone('/records/new', PickKindPage),
  phone('/records/new/$kind', PlainFormPage),
  phone('/records/$recordId', RecordPage),
  phone('/accounts', GuardianAccountsPage),
  phone('/designations', DesignationsPage),
  desk('/matters', MattersPage),
  desk('/matters/$matter', MatterPage),
  desk('/matters/$matter/schools/$schoolId', SchoolMatterPage),
  desk('/matters/$matter/schools/$schoolId/classes/$classId', ClassMatterPage),
  desk('/school', SchoolHomePage),
  desk('/why', WhyPage),
  desk('/exceptions', ExceptionsPage),
  desk('/packs', PacksPage),
  desk('/packs/$doc', PackPage),
  desk('/calendar', CalendarPage),
  desk('/local-values', LocalValuesPage),
  desk('/assignments', AssignmentsPage),
  desk('/bodies', withTopics(BodiesPage)),
  desk('/bodies/$bodyId', withTopics(BodyPage)),
  desk('/bodies/lists/$kind', withTopics(BodyListPage)),
  desk('/access', RightsPage),
  desk('/roster', RosterPage),
  desk('/roster/files/$fileId', ImportPage),
  desk('/slips', ClassSlipsPage),
  desk('/staff-slips', StaffSlipsPage),
  family('/', FamilyPage),
]
