import type { Check } from '../input.ts'
import { relevantDocuments } from '../relevant.ts'

export const unanswerableWithDocuments: Check = {
  name: 'unanswerable-with-documents',
  level: 'error',
  why: 'a question that documents answer is not unanswerable',
  find: ({ all }) =>
    all.flatMap(({ sample, at }) => {
      const documents = relevantDocuments(sample)
      if (sample.expected?.answerable !== false || documents.length === 0) return []
      return [
        {
          at,
          id: sample.id,
          message: `unanswerable, and ${documents.join(', ')} relevant`,
          hint: 'a document that is only near is no relevant one: grade 0',
        },
      ]
    }),
}
