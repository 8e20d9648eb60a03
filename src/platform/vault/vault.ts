import { createCipheriv, createDecipheriv, createHash, createHmac, randomBytes } from 'node:crypto'

/**
 * Seals single fields of a row (identity numbers, telephone numbers), so that a stolen database or backup does not hold
 * them. `place` names the row and field: a sealed value that is copied elsewhere does not open there.
 */
export interface Vault {
  /** Names the key without telling it. */
  readonly keyId: string
  seal(place: string, content: string | Uint8Array): Buffer
  /** Throws when the value was sealed under another key, for another place, or has been changed. */
  open(place: string, sealed: Buffer): string
  /** The same for what is no text: a whole file. */
  openBytes(place: string, sealed: Buffer): Buffer
  /** The same text gives the same mark, so that equal values are found without opening any. */
  mark(kind: string, text: string): Buffer
}

/** Stands first in every sealed value, so that another algorithm can be told apart later. */
const AES_256_GCM = 1
const ID = 4
const NONCE = 12
const TAG = 16

/** `key` is 32 random bytes. */
export function createVault(key: Buffer): Vault {
  const derive = (purpose: string) => createHmac('sha256', key).update(purpose).digest()
  const [sealing, marking] = [derive('seal'), derive('mark')]
  const id = createHash('sha256').update(derive('id')).digest().subarray(0, ID)
  const head = Buffer.concat([Buffer.of(AES_256_GCM), id])
  const openBytes = (place: string, sealed: Buffer) => {
    if (!sealed.subarray(0, head.length).equals(head)) throw new Error('sealed under another key')
    const [nonce, tag] = [sealed.subarray(head.length, head.length + NONCE), sealed.subarray(head.length + NONCE, head.length + NONCE + TAG)]
    const decipher = createDecipheriv('aes-256-gcm', sealing, nonce, { authTagLength: TAG }).setAAD(Buffer.from(place)).setAuthTag(tag)
    return Buffer.concat([decipher.update(sealed.subarray(head.length + NONCE + TAG)), decipher.final()])
  }
  return {
    keyId: id.toString('hex'),
    seal: (place, content) => {
      const nonce = randomBytes(NONCE)
      const cipher = createCipheriv('aes-256-gcm', sealing, nonce).setAAD(Buffer.from(place))
      const body = Buffer.concat([cipher.update(typeof content === 'string' ? Buffer.from(content) : content), cipher.final()])
      return Buffer.concat([head, nonce, cipher.getAuthTag(), body])
    },
    open: (place, sealed) => openBytes(place, sealed).toString('utf8'),
    openBytes,
    mark: (kind, text) => createHmac('sha256', marking).update(`${kind}\0${text}`).digest().subarray(0, TAG),
  }
}
