import { createHash } from 'node:crypto'

/** In hex; the text is hashed as UTF-8. */
export const sha256 = (text: string | Uint8Array): string => createHash('sha256').update(text).digest('hex')
