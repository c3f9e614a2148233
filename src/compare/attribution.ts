import type { Answering, Attribution } from '../domain/attribution.ts'
import type { Difference } from '../domain/report.ts'
import type { BaselineTrial } from '../domain/run.ts'
import { foundRelevant, isAboutRetrieval, sliceChanges, tellingTrial, worsePairs, type FlipInput } from './flips.ts'
import { likelyCause, systemChanges } from './likely-cause.ts'

/** Where the samples that a metric lost went wrong: in finding documents or in answering from them; and which change would do that. */
export const attribute = (input: FlipInput, found: readonly Difference[]): Attribution => {
  const { metric, told } = input
  const ids = worsePairs(input).map(({ id }) => id)
  const cells = ids.map((id) => {
    const { trial } = tellingTrial(told.head(id), metric, 'worst')
    return { found: foundRelevant(told.labels(id), trial), answered: isAnswered(trial) }
  })
  const row = (wanted: boolean): Answering => {
    const inRow = cells.filter((cell) => cell.found === wanted)
    const answered = inRow.filter((cell) => cell.answered).length
    return { answered, notAnswered: inRow.length - answered }
  }
  const table = {
    broken: ids.length,
    retrieved: row(true),
    notRetrieved: row(false),
    unknown: cells.filter((cell) => cell.found === undefined).length,
  }
  const worst = sliceChanges(input)[0]
  return {
    metric: metric.name,
    ...table,
    ...(worst === undefined || worst.worse === 0 ? {} : { worstSlice: worst }),
    changed: systemChanges(found),
    likely: likelyCause({ ...table, aboutRetrieval: isAboutRetrieval(metric.name) }, found),
  }
}

/** A fallback message, a refusal and an app that broke are no answers. */
const isAnswered = (trial: BaselineTrial | undefined): boolean =>
  trial?.status === 'answered' && trial.route !== 'fallback' && !Object.values(trial.labels ?? {}).includes('not attempted')
