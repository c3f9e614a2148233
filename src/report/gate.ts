import type { Gate, GateChanges } from '../domain/gate.ts'
import { plural } from './figures.ts'
import { shorten } from './visible.ts'

/** What a reader should know of the gate beside its verdict. */
export const gateNotes = (gate: Gate, where: { readonly suite: string; readonly ci: boolean }): readonly string[] => [
  ...baseNotes(gate, where.suite),
  ...(where.ci ? ['this verdict can be forged by code in this change'] : []),
]

const baseNotes = ({ base, own, approval, hash }: Gate, suite: string): readonly string[] => {
  if (base.status === 'not-read') return ['no base was read: judged by the gate inputs of this checkout alone']
  const name = `${base.ref} (${base.commit.slice(0, 7)})`
  if (base.status === 'first') return [`${name} has no ${suite} yet: judged by this change's own gate inputs alone`]
  if (base.status === 'unreadable')
    return [`the gate inputs of ${name} cannot be read (${base.why}): this change's own count, approved by ${approval} (${hash})`]
  const changes = changeWords(base.changes)
  if (changes.length === 0) return []
  const standing =
    base.verdict.outcome === own.outcome
      ? 'the verdict is the same under both'
      : approval === 'none'
        ? 'they decide the verdict'
        : `this change's own count, approved by ${approval} (${hash})`
  return [`gate inputs changed since ${name}, ${standing}: ${changes.join('; ')}`]
}

const changeWords = ({ settings, samples }: GateChanges): readonly string[] => [
  ...settings.map(({ part, base, now }) => `${part} ${shorten(base, 60)} → ${shorten(now, 60)}`),
  ...Object.entries(samples)
    .filter(([, ids]) => ids.length > 0)
    .map(([what, ids]) => `${plural(ids.length, 'sample')} ${what} (${shorten(ids.join(', '), 120)})`),
]
