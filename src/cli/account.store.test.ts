import { expect, it } from 'vitest'
import { openDatabase } from '#platform/db/database'
import { regionScope } from '#platform/db/scope'
import { TEST_VAULT } from '#platform/vault/vault.factory'
import { addAccount, joinAccount } from '#modules/org/index'
import { makePerson, makeRegion, NOW, useBench } from '#modules/org/org.factory'
import { useDatabase } from '#testing/database'
import { renewLogin } from './account.ts'

const urls = useDatabase()
const bench = useBench(urls)

it('gives the operator a code for an account, audited in every jurisdiction that it reaches, and none for a closed one', async () => {
  const [here, there] = [await makeRegion(bench.owner), await makeRegion(bench.owner)]
  const [person, alsoThere] = [await makePerson(bench.owner, here), await makePerson(bench.owner, there)]
  await bench.app.inScope(regionScope(here), (tx) => addAccount(tx, { login: 'security', password: 'four quiet rivers', personId: person, now: NOW }))
  await bench.app.inScope(regionScope(there), (tx) => joinAccount(tx, 'security', alsoThere))
  const owner = openDatabase(urls.ownerUrl, 1)
  try {
    expect(await renewLogin({ owner, vault: TEST_VAULT }, 'security', NOW)).toMatch(/^[2-9A-Z]{12}$/)
    const audited = await bench.owner.selectFrom('audit').select(['region_id', 'object_id', 'capacity', 'action']).where('action', '=', 'slip.issue').orderBy('region_id').execute()
    expect(audited).toEqual([
      { region_id: here, object_id: person, capacity: 'operator', action: 'slip.issue' },
      { region_id: there, object_id: alsoThere, capacity: 'operator', action: 'slip.issue' },
    ])
    await bench.owner.updateTable('identity').set({ disabled_at: NOW }).where('login', '=', 'security').execute()
    for (const login of ['security', 'nobody']) {
      await expect(renewLogin({ owner, vault: TEST_VAULT }, login, NOW)).rejects.toMatchObject({ code: 'login-unknown' })
    }
  } finally {
    await owner.close()
  }
})
