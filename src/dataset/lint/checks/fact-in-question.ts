import type { Fact } from '../../../domain/sample.ts'
import type { Check, States } from '../input.ts'
import { describeClaim, wordedClaim } from '../phrases.ts'

export const factInQuestion: Check = {
  name: 'fact-in-question',
  level: 'warning',
  why: 'an answer that only repeats the question has it',
  find: ({ all, states }) =>
    all.flatMap(({ sample: { id, input, expected }, at }) =>
      (expected?.facts ?? [])
        .filter((fact) => fact.required !== false && isRepeated(fact, input, states))
        .map((fact) => ({ at, id, message: `to repeat the question is to state the fact ${fact.id} (${describeClaim(fact)})` })),
    ),
}

const isRepeated = (fact: Fact, question: string, states: States): boolean => {
  const worded = wordedClaim(fact)
  if ('bool' in fact && states(fact, { text: question, question })) return true
  return worded !== undefined && states(worded, { text: stated(question), question })
}

/** What is asked counts as said: an answer may take it over without the question mark. */
const stated = (question: string): string => question.replaceAll('?', '.')
