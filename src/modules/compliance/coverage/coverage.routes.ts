import { handle, type Served } from '#platform/http/serve'
import { explainRecord } from './explain.service.ts'
import { exportMatter } from './export.service.ts'
import * as mine from './mine.contract.ts'
import { listRemaining, readMine } from './mine.service.ts'
import * as region from './region.contract.ts'
import { listMatters, readMatter } from './region.service.ts'
import * as school from './school.contract.ts'
import { readClass, readSchool, readSchoolHome } from './school.service.ts'
import { whyFigure as whyRoute } from './why.contract.ts'
import { whyFigure } from './why.service.ts'
import { readStructures as structuresRoute } from './structure.contract.ts'
import { readStructures } from './structure-reading.service.ts'

export const coverageRoutes: readonly Served[] = [
  handle(region.listMatters, listMatters),
  handle(region.readMatter, (act, { params, query }) => readMatter(act, params.matter, query)),
  handle(region.exportMatter, (act, { params, query }) => exportMatter(act, params.matter, query)),
  handle(region.readSchool, (act, { params, query }) => readSchool(act, params.schoolId, query)),
  handle(school.readSchoolHome, readSchoolHome),
  handle(school.readClass, (act, { params }) => readClass(act, params.classId)),
  handle(structuresRoute, (act, { params, query }) => readStructures(act, params.unitId, query)),
  handle(mine.readMine, readMine),
  handle(mine.listRemaining, (act, { query }) => listRemaining(act, query)),
  handle(whyRoute, (act, { query }) => whyFigure(act, query)),
  handle(mine.explainRecord, (act, { params }) => explainRecord(act, params.recordId)),
]
