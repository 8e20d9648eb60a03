import type { Role } from '#kernel/capacity'

/** Where the arrow leads from the first page of the ledger, and the way home after saving. */
export const homeOf = (role: Role): string => (role === 'bureau_officer' ? '/matters' : '/today')
