import { generateModuleMap } from './gen/module-map.mjs'
import { generateOpenApi } from './gen/openapi.mjs'
import { generateRows } from './gen/rows.mjs'

/** Every generated file of the project with the content that it must have. */
export async function generateAll() {
  return { ...(await generateRows()), ...(await generateModuleMap()), ...generateOpenApi() }
}
