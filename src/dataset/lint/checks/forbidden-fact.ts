import type { Expected } from '../../../domain/sample.ts'
import type { Check } from '../input.ts'
import { describeClaim, phrasesOf } from '../phrases.ts'

export const forbiddenFact: Check = {
  name: 'forbidden-fact',
  level: 'error',
  why: 'a forbidden claim beats every fact: the right answer would count as wrong',
  find: ({ all, states }) =>
    all.flatMap(({ sample: { id, input, expected }, at }) =>
      contradictions(expected, (claim, phrase) => states(claim, { text: inside(phrase), question: input })).map((message) => ({
        at,
        id,
        message,
        hint: 'drop one of the two, or put the forbidden claim into words of its own',
      })),
    ),
}

type Expectation = Required<Pick<Expected, 'facts' | 'forbidden'>>
type Makes = (claim: Expectation['forbidden'][number], phrase: string) => boolean

/** A phrase is part of an answer, and seldom its opening: a "not" at its start is no "no". */
const inside = (phrase: string): string => `… ${phrase}`

const contradictions = ({ facts = [], forbidden = [] }: Partial<Expectation> = {}, makes: Makes): readonly string[] =>
  facts.flatMap((fact) =>
    phrasesOf(fact).flatMap((phrase) =>
      forbidden
        .filter((claim) => makes(claim, phrase))
        .map((claim) => `"${phrase}" states the fact ${fact.id} and the forbidden claim ${claim.id} (${describeClaim(claim)})`),
    ),
  )
