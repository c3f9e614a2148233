import { createHash } from 'node:crypto'

/** In hex; the text is hashed as UTF-8. */
export const sha256 = (text: string | Uint8Array): string => createHash('sha256').update(text).digest('hex')

/** The first 16 digits of it, held in no more memory than they need. */
export const shortSha256 = (text: string): string => createHash('sha256').update(text).digest().toString('hex', 0, 8)

/** A hash of parts one after another, none of them held. */
export const startSha256 = (): { readonly add: (part: Uint8Array) => void; readonly hex: () => string } => {
  const hash = createHash('sha256')
  return { add: (part) => void hash.update(part), hex: () => hash.digest('hex') }
}
