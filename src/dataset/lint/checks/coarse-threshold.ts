import type { Check, Gate } from '../input.ts'

export const coarseThreshold: Check = {
  name: 'coarse-threshold',
  level: 'warning',
  why: 'a threshold finer than one answer is a threshold of nothing at all',
  find: ({ gates, suite }) => gates.filter(isCoarse).map((gate) => ({ at: { file: suite, line: 1 }, message: messageOf(gate) })),
}

/** A threshold of 0 means it: no drop at all. */
const isCoarse = ({ allowed, samples }: Gate): boolean => samples === 0 || (allowed > 0 && allowed * samples < 1)

const messageOf = ({ metric, allowed, samples }: Gate): string =>
  samples === 0
    ? `${metric} is gated, and no sample has the labels it needs`
    : `${metric} may drop by ${allowed}: with ${samples} samples one answer is ${(1 / samples).toFixed(samples < 100 ? 2 : 4)}`
