import type { Check } from '../input.ts'
import { placeName } from '../place-name.ts'

export const sharedCluster: Check = {
  name: 'shared-cluster',
  level: 'error',
  why: 'a paraphrase of what tuning has seen cannot test it',
  needs: 'dev set',
  find({ test, dev }) {
    const tested = new Map(test.toReversed().map((placed) => [placed.sample.cluster, placed]))
    return dev.flatMap(({ sample: { id, cluster }, at }) => {
      const twin = cluster === undefined ? undefined : tested.get(cluster)
      if (twin === undefined) return []
      return [{ at, id, message: `the cluster ${cluster} is in the test set too: ${twin.sample.id} (${placeName(twin.at)})` }]
    })
  },
}
