import { randomBytes } from 'node:crypto'

/** 256 random bits as text that is safe in a cookie and in an address. */
export const newToken = (): string => randomBytes(32).toString('base64url')
