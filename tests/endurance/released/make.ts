import { writeFileSync } from 'node:fs'
import { readConfig } from '#platform/config/config'
import { writeBackup, type Written } from '#platform/backup/write.store'
import { temporaryCluster } from '#testing/temporary'
import { openInstallation } from '../../../src/cli/installation.ts'
import { openAs } from '../tables.ts'
import { fillRelease } from './fill.ts'
import { codeFile, FIELD_KEY, LAST } from './story.ts'

/** Fills a new database by the program of today and backs it up into `file`; beside it, the code of the account that waits for its owner. */
export async function makeRelease(file: string): Promise<Written> {
  const cluster = await temporaryCluster()
  try {
    await openAs(cluster.url, (admin) => admin.query('create database release template template0'))
    const url = cluster.url.replace(/\/postgres$/, '/release')
    const config = readConfig({ DATABASE_URL: url, TONGXIN_KEY: FIELD_KEY })
    const installation = await openInstallation({ config, say: () => undefined, log: () => undefined, besideRunning: false })
    try {
      const { code } = await fillRelease(installation)
      writeFileSync(codeFile(file), `${code}\n`)
      return await writeBackup(installation.urls.ownerUrl, { file, now: LAST })
    } finally {
      await installation.close()
    }
  } finally {
    await cluster.stop()
  }
}
