import type { Sample } from './sample.ts'

/** The relevant documents with their grades; a document labelled twice has its higher grade. */
export function relevantGrades(sample: Sample): ReadonlyMap<string, number> {
  const grades = new Map<string, number>()
  for (const { doc, grade = 1 } of sample.expected?.relevant ?? []) {
    if (grade >= 1) grades.set(doc, Math.max(grade, grades.get(doc) ?? 0))
  }
  return grades
}

export function relevantCount(sample: Sample): number {
  return relevantGrades(sample).size
}
