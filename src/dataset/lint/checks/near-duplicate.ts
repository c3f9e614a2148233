import type { Check } from '../input.ts'
import { twinMessage } from '../twin-message.ts'

export const nearDuplicate: Check = {
  name: 'near-duplicate',
  level: 'warning',
  why: 'one question counted as two makes intervals too narrow',
  find({ twins, dev }) {
    const tuned = new Set(dev)
    return twins
      .filter(({ earlier, later }) => tuned.has(earlier) === tuned.has(later))
      .filter(({ earlier, later }) => later.sample.cluster === undefined || later.sample.cluster !== earlier.sample.cluster)
      .map((twins) => twinMessage(twins, 'give both the same cluster, or reword one'))
  },
}
