import { createVault } from './vault.ts'

/** The vault of tests. */
export const TEST_VAULT = createVault(Buffer.alloc(32, 7))
