import type { Check } from '../input.ts'

const largest = 5

export const largeCluster: Check = {
  name: 'large-cluster',
  level: 'warning',
  why: 'one topic with many samples decides a metric, and intervals widen with it',
  find: ({ test }) =>
    [...Map.groupBy(test, ({ sample }) => sample.cluster)].flatMap(([cluster, members]) => {
      const [first] = members
      if (cluster === undefined || first === undefined || members.length <= largest) return []
      return [{ at: first.at, id: first.sample.id, message: `the cluster ${cluster} has ${members.length} samples, more than ${largest}` }]
    }),
}
