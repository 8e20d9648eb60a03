import { z } from 'zod'

/** Raised when a reader of today could no longer read what is written. */
export const FORMAT = 1

export const MANIFEST = 'manifest.json'
/** Holds the hash of the manifest as `sha256sum` writes and reads it. */
export const SEAL = 'manifest.json.sha256'
export const sealOf = (fingerprint: string): string => `${fingerprint}  ${MANIFEST}\n`
export const entryOf = (table: string): string => `tables/${table}.copy.gz`

/**
 * Tables whose rows stay behind. A session that was ended after the backup must not come back to life with it, so people sign
 * in again; the list of migrations stands in the manifest and is written anew by applying them.
 */
export const LEFT_OUT: ReadonlySet<string> = new Set(['session', 'schema_migration'])

const hash = z.string().regex(/^[0-9a-f]{64}$/)
const name = z.string().regex(/^[a-z_][a-z0-9_]{0,62}$/)

/** One table: its rows in PostgreSQL's COPY text format, of which `bytes` and `sha256` are those before compression. */
const tableShape = z.object({ name, columns: z.array(name), rows: z.int().min(0), bytes: z.int().min(0), sha256: hash })
export type TableShape = z.infer<typeof tableShape>

export const manifestShape = z.object({
  format: z.int(),
  program: z.string(),
  createdAt: z.iso.datetime().transform((text) => new Date(text)),
  /** Version of the server, as PostgreSQL numbers them. */
  postgres: z.int(),
  migrations: z.array(z.object({ name: z.string(), hash })).min(1),
  tables: z.array(tableShape),
  /** Head of the audit chain of each jurisdiction: blocks and hash of the last one. */
  audit: z.array(z.object({ regionId: z.int(), blocks: z.int(), head: hash })),
  /** Names the key that sealed the single fields; null where the schema knew none. */
  keyId: z.string().nullable(),
})
export type Manifest = z.infer<typeof manifestShape>
export type ManifestText = z.input<typeof manifestShape>
