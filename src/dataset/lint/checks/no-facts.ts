import type { Check } from '../input.ts'

export const noFacts: Check = {
  name: 'no-facts',
  level: 'error',
  why: 'without a fact no answer to an answerable question can be told right from wrong',
  needs: 'factual_accuracy',
  find: ({ all }) =>
    all.flatMap(({ sample: { id, expected }, at }) => {
      if (expected === undefined || !expected.answerable || expected.refusal === 'required') return []
      if ((expected.facts ?? []).length > 0 || expected.clarification !== undefined) return []
      return [{ at, id, message: 'answerable, and no fact says what is right', hint: 'add expected.facts, or clarification: "accepted"' }]
    }),
}
