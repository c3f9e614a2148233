import type { Attribution } from '../domain/attribution.ts'
import type { Difference } from '../domain/report.ts'

/** A part of the system under test that a change can touch. */
export type Part = 'prompt' | 'model' | 'embedding model' | 'corpus' | 'retriever' | 'routing' | 'app'

type Pattern = 'not found' | 'wrong' | 'not answered'

/** What each part can break: a prompt finds no document, a retriever words no answer. */
const explains: Readonly<Record<Part, readonly Pattern[]>> = {
  prompt: ['wrong', 'not answered'],
  model: ['wrong', 'not answered'],
  'embedding model': ['not found'],
  corpus: ['not found', 'wrong'],
  retriever: ['not found'],
  routing: ['not answered'],
  app: ['not found', 'wrong', 'not answered'],
}

/** Of all that differs between two runs, the parts of the system under test, each once. */
export const systemChanges = (found: readonly Difference[]): readonly Part[] => [
  ...new Set(found.flatMap(({ part }) => partOf(part) ?? [])),
]

const partOf = (part: string): Part | undefined => {
  if (part === 'models.embedding') return 'embedding model'
  if (part.startsWith('models.')) return 'model'
  // Another address, request or mapping is another app as far as anyone can see from here.
  if (part === 'target') return 'app'
  return part === 'prompt' || part === 'corpus' || part === 'retriever' || part === 'routing' || part === 'app' ? part : undefined
}

export type Lost = Pick<Attribution, 'broken' | 'retrieved' | 'notRetrieved' | 'unknown'> & { readonly aboutRetrieval: boolean }

/** One sentence: the changed parts that would do what most of the broken samples show. */
export const likelyCause = (lost: Lost, found: readonly Difference[]): string => {
  const shown = commonest(lost)
  const parts = systemChanges(found)
  if (parts.length === 0 && found.some(({ part }) => part === 'outputs'))
    return `not known: recorded outputs do not tell what made them${because(shown)}`
  if (parts.length === 0)
    return `none of prompt, model, corpus, retriever and routing changed: the app's own code, or a model that answers otherwise each time${because(shown)}`
  if (shown === undefined) return `the changed ${either(parts)}; nothing tells finding from answering`
  const fitting = parts.filter((part) => explains[part].includes(shown.pattern))
  if (fitting.length === 0) return `not clear: the changed ${either(parts)} would not do this${because(shown)}`
  return `the changed ${either(fitting)}${because(shown)}`
}

type Shown = { readonly pattern: Pattern; readonly text: string }

const commonest = ({ broken, retrieved, notRetrieved, aboutRetrieval }: Lost): Shown | undefined => {
  if (aboutRetrieval) return { pattern: 'not found', text: 'the metric sees nothing but what was retrieved' }
  const missed = notRetrieved.answered + notRetrieved.notAnswered
  const counts = [
    { pattern: 'not found', count: missed, text: 'no relevant document was retrieved' },
    { pattern: 'wrong', count: retrieved.answered, text: 'a relevant document was retrieved and the answer was wrong' },
    { pattern: 'not answered', count: retrieved.notAnswered, text: 'a relevant document was retrieved and nothing was answered' },
  ] as const
  const most = counts.toSorted((one, other) => other.count - one.count)[0]
  if (most === undefined || most.count === 0) return undefined
  return { pattern: most.pattern, text: `for ${most.count} of ${broken} ${most.text}` }
}

const because = (shown: Shown | undefined): string => (shown === undefined ? '' : ` (${shown.text})`)

const either = (parts: readonly Part[]): string => parts.join(' or ')
