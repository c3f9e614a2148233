import type { Check } from '../input.ts'

export const judgedIncomplete: Check = {
  name: 'judged-incomplete',
  level: 'warning',
  why: 'documents nobody judged count as wrong: precision reads too low',
  find({ test }) {
    const incomplete = test.filter(({ sample }) => sample.expected?.judged_complete === false)
    const [first] = incomplete
    if (first === undefined) return []
    return [{ at: first.at, message: `${incomplete.length} of ${test.length} samples say judged_complete: false, this one first` }]
  },
}
