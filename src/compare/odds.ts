import type { Comparison } from '../domain/comparison.ts'
import type { KnownSensitivity } from '../domain/sensitivity.ts'

/** How often an unchanged app would have got a clean pass, and what makes it 8 times in 10; undefined where nobody knows. */
export const oddsOfCleanPass = ({ n, sensitivity }: Comparison): string | undefined => {
  if (sensitivity?.status !== 'known') return undefined
  const chance = `${timesInHundred(sensitivity.cleanPass)} times in 100`
  const odds =
    sensitivity.from === 'deterministic'
      ? `The target is deterministic: unchanged, it gets a clean PASS ${chance}`
      : `At this flip rate an unchanged app gets a clean PASS ${chance}`
  const remedies = remediesOf(n, sensitivity)
  if (sensitivity.cleanPass >= 0.8 || remedies.length === 0) return odds
  return `${odds}; ${remedies.join(' or ')} make it ${sensitivity.from === 'deterministic' ? 100 : 80}`
}

const remediesOf = (n: number, { samples, trials }: KnownSensitivity): readonly string[] => [
  ...(samples === 'none' ? [] : [`${samples - n} more ${samples - n === 1 ? 'sample' : 'samples'}`]),
  ...(trials === 'none' ? [] : [`${trials} baseline trials`]),
]

/** A chance below 1 is never shown as certain. */
const timesInHundred = (chance: number): number => (chance < 1 ? Math.min(99, Math.round(chance * 100)) : 100)
