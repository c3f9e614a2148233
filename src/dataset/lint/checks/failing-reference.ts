import type { Expected, Sample } from '../../../domain/sample.ts'
import type { Check, States } from '../input.ts'
import { describeClaim } from '../phrases.ts'

export const failingReference: Check = {
  name: 'failing-reference',
  level: 'warning',
  why: 'the reference answer would not pass its own sample',
  needs: 'factual_accuracy',
  find: ({ all, states }) =>
    all.flatMap(({ sample, at }) =>
      faultsOf(sample, states).map((fault) => ({ at, id: sample.id, message: `the reference answer ${fault}` })),
    ),
}

const faultsOf = ({ input, expected }: Sample, states: States): readonly string[] => {
  if (expected?.reference === undefined || !isAnswered(expected)) return []
  const said = { text: expected.reference, question: input }
  return [
    ...(expected.facts ?? [])
      .filter((fact) => fact.required !== false && !states(fact, said))
      .map((fact) => `does not state the fact ${fact.id} (${describeClaim(fact)})`),
    ...(expected.forbidden ?? [])
      .filter((claim) => states(claim, said))
      .map((claim) => `states the forbidden claim ${claim.id} (${describeClaim(claim)})`),
  ]
}

/** A reference for a refusal or a question back describes the answer instead of giving it. */
const isAnswered = ({ answerable, refusal, clarification }: Expected): boolean =>
  answerable && refusal !== 'required' && clarification === undefined
