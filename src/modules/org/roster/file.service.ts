import { createHash } from 'node:crypto'
import { newId, type Uuid } from '#kernel/ids'
import type { AnswerOf } from '#kernel/route'
import type { Act } from '#platform/access/act'
import { inspectWorkbook } from '#platform/workbook/inspect'
import { sweepRosters } from './accepting/batch.store.ts'
import { deleteFile, deleteOldest, findFile, insertFile, type RosterFile } from './file.store.ts'
import { schoolOf } from './reading/reading.service.ts'
import { fileGone, type uploadRoster as uploadRoute } from './roster.contract.ts'
import type { RosterKind } from './row.contract.ts'
import { places } from './seals.service.ts'

/** Keeps a workbook, sealed, until it is accepted. Whatever is no plain workbook is refused at once and not kept. */
export async function uploadRoster(act: Act, given: { kind: RosterKind; name: string; bytes: Buffer }): Promise<AnswerOf<typeof uploadRoute>> {
  await inspectWorkbook(given.bytes)
  const id = newId(act.now.getTime())
  const { kind, name } = given
  await insertFile(act, {
    id, kind, name, schoolId: schoolOf(act), hash: createHash('sha256').update(given.bytes).digest('hex'), sealed: act.vault.seal(places.file(id), given.bytes),
  })
  // Twenty megabytes each: a window that sends again and again must not fill the disk of all.
  await deleteOldest(act, schoolOf(act))
  await act.audit({ action: 'roster.upload', objectKind: 'roster', objectId: id })
  return { fileId: id, kind, name }
}

/** Throws 404 where it was accepted, given up, swept, or is of another school. */
export async function getFile(act: Act, fileId: Uuid): Promise<RosterFile> {
  const file = await findFile(act, schoolOf(act), fileId)
  if (file === undefined) throw fileGone()
  return file
}

export async function discardRoster(act: Act, fileId: Uuid): Promise<Record<string, never>> {
  if (!await deleteFile(act, schoolOf(act), fileId)) throw fileGone()
  await act.audit({ action: 'roster.discard', objectKind: 'roster', objectId: fileId })
  return {}
}

const DAY = 86_400_000

/** Forgets workbooks that nobody accepted within a day, and before-images after a year; of the jurisdiction in scope. */
export const sweepRosterFiles = (tx: Act['tx'], now: Date) =>
  sweepRosters(tx, { files: new Date(now.getTime() - DAY), images: new Date(now.getTime() - 366 * DAY) })
