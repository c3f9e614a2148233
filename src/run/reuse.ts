import type { Output } from '../domain/output.ts'
import type { SampleRecord } from '../domain/run.ts'
import type { Placed } from '../domain/sample.ts'

/** The answer to a question that was asked already: of the sample of that id first, else of any with the same input. */
export const answersBy = (
  records: readonly SampleRecord[],
  samples: readonly Placed[],
): ((placed: Placed, trial: number) => Output | undefined) => {
  const inputs = new Map(samples.map(({ sample, hash }) => [`${hash} ${sample.id}`, sample.input]))
  const byId = new Map<string, Output>()
  const byInput = new Map<string, Output>()
  for (const { id, hash, trial, output } of records) {
    const input = inputs.get(`${hash} ${id}`) ?? ''
    byId.set(`${trial} ${id}\n${input}`, output)
    if (!byInput.has(`${trial} ${input}`)) byInput.set(`${trial} ${input}`, output)
  }
  return ({ sample }, trial) => byId.get(`${trial} ${sample.id}\n${sample.input}`) ?? byInput.get(`${trial} ${sample.input}`)
}

/** The samples whose question none of the others asks, each question once. */
export const notAsked = (samples: readonly Placed[], others: readonly Placed[]): readonly Placed[] => {
  const asked = new Set(others.map(({ sample }) => sample.input))
  return samples.filter(({ sample }) => !asked.has(sample.input) && asked.add(sample.input))
}
