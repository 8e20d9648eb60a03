import { ensureBuilt } from '../build.mjs'

/** Both parts, or the one that is named: `npm run build -- server`. */
export function run(parts) {
  ensureBuilt(parts.length > 0 ? parts : undefined)
}
