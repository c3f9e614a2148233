import type { LintFinding } from '../../domain/lint.ts'
import type { Twins } from './input.ts'
import { placeName } from './place-name.ts'

export const twinMessage = ({ earlier, later, similarity }: Twins, hint: string): LintFinding => ({
  at: later.at,
  id: later.sample.id,
  message: `reads like ${earlier.sample.id} (${placeName(earlier.at)}): ${Math.floor(similarity * 100)} % of the trigrams are shared`,
  hint,
})
