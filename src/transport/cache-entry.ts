import { sha256 } from '../domain/hash.ts'

/** An entry's first line names its own key and the hash of its content, so that a misplaced, cut or flipped one is found out. */
export const sealEntry = (key: string, content: object): Buffer => {
  const body = JSON.stringify(content)
  return Buffer.from(`${key} ${sha256(body)}\n${body}`)
}

/** The content; undefined where the entry is damaged or belongs to another key. */
export const openEntry = (key: string, bytes: Uint8Array): unknown => {
  const [seal, ...lines] = Buffer.from(bytes).toString().split('\n')
  const body = lines.join('\n')
  return seal === `${key} ${sha256(body)}` ? JSON.parse(body) : undefined
}
