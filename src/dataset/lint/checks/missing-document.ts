import { missingDocuments } from '../../documents.ts'
import type { Check } from '../input.ts'

export const missingDocument: Check = {
  name: 'missing-document',
  level: 'error',
  why: 'a document that is not there can never be found',
  needs: 'corpus',
  find: ({ all, corpus }) => missingDocuments(all, new Set(corpus.keys())),
}
