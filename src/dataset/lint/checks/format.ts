import type { Check } from '../input.ts'

export const format: Check = {
  name: 'format',
  level: 'error',
  why: 'a line that cannot be used stops every run',
  find: ({ problems, test }) => (problems.length === 0 && test.length === 0 ? [{ message: 'the test set holds no sample' }] : problems),
}
