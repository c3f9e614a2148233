import type { Output } from './output.ts'
import type { Sample } from './sample.ts'

/** The system under test: answers one sample; trial numbers start at 1. Infrastructure trouble is an Errored output, never a throw. */
export type Target = (sample: Sample, trial: number, signal: AbortSignal) => Promise<Output>
