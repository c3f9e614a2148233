import { relevantGrades } from '../../domain/relevance.ts'
import type { Passage } from '../../domain/output.ts'
import type { Scorer } from '../../domain/score.ts'

/** One ranking as its labels see it. */
export type Judged = {
  /** The grade of each retrieved document, best rank first; 0 = not relevant or not judged. */
  readonly gains: readonly number[]
  /** The grades of all relevant documents, highest first; never empty. */
  readonly ideal: readonly number[]
}

/** A scorer over documents: passages fold into their document at its best rank, and the given order is kept. */
export function rankingScorer(name: string, measure: (judged: Judged) => number): Scorer {
  return {
    name,
    version: 1,
    scale: 'unit',
    better: 'higher',
    needs: ['expected', 'relevant', 'retrieved'],
    score(sample, output) {
      if (sample.expected === undefined) return { status: 'skipped', why: 'the sample has no expectation' }
      const grades = relevantGrades(sample)
      if (grades.size === 0) return { status: 'skipped', why: 'the sample has no relevant document' }
      if (output.retrieved === undefined) return { status: 'unscored', why: 'the target reports no retrieved documents' }
      const judged = judge(output.retrieved, grades)
      return { status: 'measured', value: measure(judged), why: describe(judged) }
    },
  }
}

/** The cut-off k in the name of a metric such as `recall_at_5`. */
export function cutOff(name: string): number {
  return Number(name.slice(name.lastIndexOf('_') + 1))
}

function judge(retrieved: readonly Passage[], grades: ReadonlyMap<string, number>): Judged {
  const documents = [...new Set(retrieved.map((passage) => passage.doc))]
  return {
    gains: documents.map((doc) => grades.get(doc) ?? 0),
    ideal: [...grades.values()].sort((a, b) => b - a),
  }
}

function describe({ gains, ideal }: Judged): string {
  const ranks = gains.flatMap((gain, index) => (gain > 0 ? [index + 1] : []))
  if (ranks.length === 0) return `none of ${ideal.length} relevant among ${gains.length} retrieved`
  return `${ranks.length} of ${ideal.length} relevant among ${gains.length} retrieved, at rank ${ranks.slice(0, 10).join(', ')}`
}
