import type { Output } from '../domain/output.ts'
import type { Recordings } from '../domain/run.ts'
import type { Entry } from '../domain/sample.ts'

/** Samples that were asked, and what was recorded of them. */
export type Asked = { readonly samples: readonly Entry[]; readonly recordings: Recordings }

/** The answer to a question that was asked already: of the sample of that id first, else of any with the same input. */
export const answersBy = (asked: readonly Asked[]): ((entry: Entry, trial: number) => Output | undefined) => {
  const byInput = Map.groupBy(
    asked.flatMap(({ samples, recordings }) => samples.map((entry) => ({ entry, recordings }))),
    ({ entry }) => inputOf(entry),
  )
  return (wanted, trial) => {
    const sameInput = byInput.get(inputOf(wanted)) ?? []
    const ofIt = sameInput.filter(({ entry }) => entry.id === wanted.id)
    for (const { entry, recordings } of [...ofIt, ...sameInput]) {
      const found = recordings.of(entry.id).find((record) => record.trial === trial)
      if (found !== undefined) return found.output
    }
    return undefined
  }
}

/** The samples whose question none of the others asks, each question once. */
export const notAsked = (samples: readonly Entry[], others: readonly Entry[]): readonly Entry[] => {
  const asked = new Set(others.map(inputOf))
  return samples.filter((entry) => !asked.has(inputOf(entry)) && asked.add(inputOf(entry)))
}

const inputOf = (entry: Entry): string => entry.read(entry).input
