import type { Fact, Placed } from '../../../domain/sample.ts'
import type { Check, Prepared } from '../input.ts'
import { describeClaim, wordedClaim } from '../phrases.ts'
import { relevantDocuments } from '../relevant.ts'

export const factNotInDocuments: Check = {
  name: 'fact-not-in-documents',
  level: 'warning',
  why: 'an answer can only say what the documents say: the label or the relevant documents are wrong',
  needs: 'corpus',
  find: (input) =>
    input.all.flatMap((placed) => {
      const documents = documentsOf(placed, input.corpus)
      if (documents.length === 0) return []
      return factsOf(placed)
        .filter((fact) => !standsInOne(fact, documents, input.states))
        .map((fact) => ({
          at: placed.at,
          id: placed.sample.id,
          message: `the fact ${fact.id} (${describeClaim(fact)}) stands in none of ${documents.map(({ id }) => id).join(', ')}`,
        }))
    }),
}

type Document = { readonly id: string; readonly text: string }

const documentsOf = ({ sample }: Placed, corpus: Prepared['corpus']): readonly Document[] => {
  const named = [...relevantDocuments(sample), ...(sample.expected?.facts ?? []).flatMap(({ doc }) => doc ?? [])]
  return [...new Set(named)].flatMap((id) => {
    const text = corpus.get(id)
    return text === undefined ? [] : [{ id, text }]
  })
}

/** A number that has to be worked out stands in no document. */
const factsOf = ({ sample: { tags, expected } }: Placed): readonly Fact[] =>
  (expected?.facts ?? []).filter((fact) => !('number' in fact && tags.includes('computed')))

const standsInOne = (fact: Fact, documents: readonly Document[], states: Prepared['states']): boolean => {
  const claim = wordedClaim(fact)
  return claim === undefined || documents.some(({ text }) => states(claim, { text, question: '' }))
}
