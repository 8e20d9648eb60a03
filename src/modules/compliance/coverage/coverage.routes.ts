import { handle, type Served } from '#platform/http/serve'
import { explainRecord as explain } from './explain.service.ts'
import { exportMatter as exportRows } from './export.service.ts'
import { explainRecord, listRemaining, readMine } from './mine.contract.ts'
import { listRemaining as listOwed, readMine as readOwn } from './mine.service.ts'
import { exportMatter, listMatters, readMatter, readSchool } from './region.contract.ts'
import { listMatters as listAll, readMatter as readOne } from './region.service.ts'
import { readClass, readSchoolHome } from './school.contract.ts'
import { readClass as readOneClass, readSchool as readOneSchool, readSchoolHome as readHome } from './school.service.ts'

export const coverageRoutes: Served[] = [
  handle(listMatters, (act) => listAll(act)),
  handle(readMatter, (act, { params, query }) => readOne(act, params.matter, query)),
  handle(exportMatter, (act, { params, query }) => exportRows(act, params.matter, query)),
  handle(readSchool, (act, { params, query }) => readOneSchool(act, params.schoolId, query)),
  handle(readSchoolHome, (act) => readHome(act)),
  handle(readClass, (act, { params }) => readOneClass(act, params.classId)),
  handle(readMine, (act) => readOwn(act)),
  handle(listRemaining, (act, { query }) => listOwed(act, query)),
  handle(explainRecord, (act, { params }) => explain(act, params.recordId)),
]
