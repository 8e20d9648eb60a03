import { existsSync } from 'node:fs'
import type { Config } from '#platform/config/config'
import { fieldKeyPlace, readFieldKey } from '#platform/vault/field-key'
import { createVault } from '#platform/vault/vault'
import type { Manifest } from './manifest.ts'
import { keyMissing, keyOther } from './refusals.ts'

/** Restored under another key, sealed fields would never open again; a start would make a new key where none is. */
export function holdBackupToKey({ keyId }: Manifest, config: Pick<Config, 'fieldKey' | 'dataDir'>): void {
  if (keyId === null) return
  const place = fieldKeyPlace(config)
  if (config.fieldKey === undefined && !existsSync(place)) throw keyMissing(keyId, place)
  const mine = createVault(readFieldKey(config)).keyId
  if (mine !== keyId) throw keyOther({ id: keyId, mine, place })
}
