import type { Check } from '../input.ts'
import { placeName } from '../place-name.ts'

export const sharedId: Check = {
  name: 'shared-id',
  level: 'error',
  why: 'what tuning has seen cannot test it',
  needs: 'dev set',
  find({ test, dev }) {
    const tested = new Map(test.map((placed) => [placed.sample.id, placed]))
    return dev.flatMap(({ sample, at }) => {
      const twin = tested.get(sample.id)
      return twin === undefined ? [] : [{ at, id: sample.id, message: `the id stands in the test set too: ${placeName(twin.at)}` }]
    })
  },
}
