import type { Recordings, RunHeader, SampleRecord } from '../domain/run.ts'
import { trialsOf } from '../domain/trials.ts'
import type { SpanTable } from './span-table.ts'
import type { Spans } from './spans.ts'

export type Plan = Pick<RunHeader, 'planned' | 'trials' | 'moreTrials'>

/** Where the records of each planned sample begin in the plan. */
export const firstPlaces = (plan: Plan): ReadonlyMap<string, number> => {
  let place = 0
  return new Map(
    plan.planned.map((id) => {
      const first = place
      place += trialsOf(plan, id)
      return [id, first]
    }),
  )
}

/** The record at a place that has one. */
export const recordAt = (spans: Spans, table: SpanTable, place: number): SampleRecord =>
  JSON.parse(spans.text(table.get(place) ?? { offset: 0, length: 0 })) as SampleRecord

/** The records of a file, read when they are asked for. */
export const recordingsIn = (spans: Spans, table: SpanTable, plan: Plan): Recordings => {
  let first: ReadonlyMap<string, number> | undefined
  const at = (place: number): readonly SampleRecord[] => (table.get(place) === undefined ? [] : [recordAt(spans, table, place)])
  return {
    of(id) {
      first ??= firstPlaces(plan)
      const start = first.get(id)
      if (start === undefined) return []
      return Array.from({ length: trialsOf(plan, id) }, (_, trial) => start + trial).flatMap(at)
    },
    *all() {
      for (const place of table.places()) yield* at(place)
    },
  }
}
