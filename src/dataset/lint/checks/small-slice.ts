import type { Check } from '../input.ts'

const smallest = 20

export const smallSlice: Check = {
  name: 'small-slice',
  level: 'warning',
  why: 'a slice this small cannot tell a drop from chance',
  find: ({ test }) =>
    [...Map.groupBy(test, ({ sample }) => sample.slice)].flatMap(([slice, members]) => {
      const [first] = members
      if (slice === undefined || first === undefined || members.length >= smallest) return []
      return [{ at: first.at, message: `the slice ${slice} has ${members.length} of at least ${smallest} samples` }]
    }),
}
