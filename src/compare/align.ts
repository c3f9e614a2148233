import type { Alignment } from '../domain/comparison.ts'
import type { BaselineSample } from '../domain/run.ts'

export type Identity = Pick<BaselineSample, 'id' | 'hash'>

/** Pairs by id and content hash, never by position; what has no partner is named, never dropped in silence. */
export const align = (base: readonly Identity[], head: readonly Identity[]): Alignment => {
  const before = new Map(base.map(({ id, hash }) => [id, hash]))
  const ids = new Set(head.map(({ id }) => id))
  const known = head.filter(({ id }) => before.has(id))
  return {
    paired: known.filter(({ id, hash }) => before.get(id) === hash).map(({ id }) => id),
    changed: known.filter(({ id, hash }) => before.get(id) !== hash).map(({ id }) => id),
    added: head.filter(({ id }) => !before.has(id)).map(({ id }) => id),
    removed: base.filter(({ id }) => !ids.has(id)).map(({ id }) => id),
  }
}
