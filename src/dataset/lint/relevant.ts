import type { Sample } from '../../domain/sample.ts'

/** The ids of the documents that help with the question: those of grade 1 and above. */
export const relevantDocuments = ({ expected }: Sample): readonly string[] => [
  ...new Set((expected?.relevant ?? []).filter(({ grade = 1 }) => grade >= 1).map(({ doc }) => doc)),
]
