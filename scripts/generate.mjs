import { generateMachines } from './gen/machines.mjs'
import { generateModuleMap } from './gen/module-map.mjs'
import { generateOpenApi } from './gen/openapi.mjs'
import { generateRows } from './gen/rows.mjs'

/** Each answers `{ file, content }` of a generated file. In this order: the program is built from the rows. */
export const GENERATORS = [generateRows, generateModuleMap, generateMachines, generateOpenApi]
