import { randomBytes, randomInt } from 'node:crypto'

/** 256 random bits as text that is safe in a cookie and in an address. */
export const newToken = (): string => randomBytes(32).toString('base64url')

/** So many characters of an alphabet, each as likely as any other. */
export const randomText = (alphabet: string, length: number): string =>
  Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join('')
