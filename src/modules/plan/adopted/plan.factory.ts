import { join } from 'node:path'
import type { Capacity, Role } from '#kernel/capacity'
import { newId, type Uuid } from '#kernel/ids'
import { openAct, type Act } from '#platform/access/act'
import type { Database } from '#platform/db/database'
import { regionScope } from '#platform/db/scope'
import { createReactions, type Reactions } from '#platform/jobs/reactions'
import { TEST_VAULT } from '#platform/vault/vault.factory'
import { readCalendarTemplate } from '../calendar/template-file.service.ts'
import { makeCalendar } from '../calendar/template.rules.ts'
import { adoptPack, loadPacks, plantCalendar } from './plan.service.ts'

export const PACKS = join(import.meta.dirname, '../../../../packs')

/** A document of a province and one of a district below it. */
const DOCS = ['shanxi-2023-3', 'tianjin-hebei-2024-17']

export interface AdoptedRegion {
  readonly schoolId: Uuid
  /** Hash by document. */
  readonly hashes: Readonly<Record<string, string>>
}

/** Jurisdictions 1 and 2; the first has one school, both documents from 1 September 2025 on, and the calendar of 2026–2027. */
export async function adoptedRegion({ owner, app, now }: { owner: Database; app: Database; now: Date }): Promise<AdoptedRegion> {
  const schoolId = newId()
  await owner.shared.insertInto('jurisdiction').values([1, 2].map((region_id) =>
    ({ region_id, level: 'district', reports_to: null, demo: true, created_at: now }))).execute()
  await owner.shared.insertInto('unit').values({
    region_id: 1, id: schoolId, kind: 'school', name: '云杉第一小学', stages: ['primary'], street: null,
    valid_from: '2020-09-01', valid_to: null,
  }).execute()
  const loaded = await loadPacks(owner.shared, PACKS, now)
  const hashes = Object.fromEntries(loaded.flatMap((one) => ('hash' in one && DOCS.includes(one.doc) ? [[one.doc, one.hash]] : [])))
  await app.inScope(regionScope(1), async (tx) => {
    for (const [doc, hash] of Object.entries(hashes)) {
      await adoptPack(tx, 1, { adoption: { doc, hash, validFrom: '2025-09-01' }, now })
    }
    const template = await readCalendarTemplate(join(PACKS, 'demo/calendar.yaml'))
    await plantCalendar(tx, 1, { calendar: makeCalendar(template, 2026), now })
  })
  return { schoolId, hashes }
}

export interface ActingSpec { readonly role: Role; readonly unitId?: Uuid; readonly now: Date; readonly reactions?: Reactions }

/** Runs a use case in jurisdiction 1, in a capacity without classes or children. */
export function acting<T>(app: Database, spec: ActingSpec, work: (act: Act) => Promise<T>): Promise<T> {
  const { role, unitId = null, now, reactions = createReactions() } = spec
  const capacity: Capacity = {
    id: `1-${role}-x`, regionId: 1, role, personId: newId(), unitId, postIds: [], classIds: [], studentIds: [], label: '',
  }
  const scope = regionScope(1)
  return app.inScope(scope, (tx) => work(openAct({ tx, capacity, scope, now, requestId: 'test', reactions, vault: TEST_VAULT })))
}
