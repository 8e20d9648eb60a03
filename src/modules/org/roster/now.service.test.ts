import { expect, it } from 'vitest'
import { useDatabase } from '#testing/database'
import { actAs, makeChild, makeClass, makeHolder, makeUnit, useBench } from '../org.factory.ts'
import { readRosterNow } from './now.service.ts'

const bench = useBench(useDatabase())

it('counts classes, children and persons of the own school today', async () => {
  const school = await makeUnit(bench.owner)
  const [first, second] = [await makeClass(bench.owner, { school }), await makeClass(bench.owner, { school, number: 2 })]
  for (const one of [first, first, second]) await makeChild(bench.owner, { class: one })
  const keeper = await makeHolder(bench.owner, { kind: 'roster_keeper', at: school })
  await makeHolder(bench.owner, { kind: 'head_teacher', at: first })
  await makeHolder(bench.owner, { kind: 'head_teacher', at: second, personId: keeper.personId })
  await makeChild(bench.owner, { class: await makeClass(bench.owner, { school: await makeUnit(bench.owner, { regionId: school.regionId }) }) })
  expect(await actAs(bench.app, { ...keeper, role: 'roster_keeper' }, (act) => readRosterNow(act))).toEqual({ classes: 2, students: 3, staff: 2 })
})
