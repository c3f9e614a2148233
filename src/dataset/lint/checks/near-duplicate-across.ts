import type { Check } from '../input.ts'
import { twinMessage } from '../twin-message.ts'

export const nearDuplicateAcross: Check = {
  name: 'near-duplicate-across',
  level: 'error',
  why: 'nearly the question that tuning has seen cannot test it',
  needs: 'dev set',
  find({ twins, dev }) {
    const tuned = new Set(dev)
    return twins
      .filter(({ earlier, later }) => tuned.has(earlier) !== tuned.has(later))
      .map((twins) => twinMessage(twins, 'keep it in one of the two sets, or reword it'))
  },
}
