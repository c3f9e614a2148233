import { createHash, hash } from 'node:crypto'

/** In hex; the text is hashed as UTF-8. */
export const sha256 = (text: string | Uint8Array): string => hash('sha256', text, 'hex')

/** The first 16 digits of it, held in no more memory than they need. */
export const shortSha256 = (text: string): string => hash('sha256', text, 'buffer').toString('hex', 0, 8)

/** A hash of parts one after another, none of them held. */
export const startSha256 = (): { readonly add: (part: Uint8Array) => void; readonly hex: () => string } => {
  const started = createHash('sha256')
  return { add: (part) => void started.update(part), hex: () => started.digest('hex') }
}
