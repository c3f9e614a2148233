import type { Output } from './output.ts'
import type { Usage } from './report.ts'
import type { Score } from './score.ts'

/** One (sample × trial): what the target answered and how it scored. Errored outputs carry no scores. */
export type SampleRecord = {
  readonly id: string
  readonly hash: string
  readonly trial: number
  readonly output: Output
  readonly scores: Readonly<Record<string, Score>>
}

/** Everything a result depends on, as names and hashes; what differs between two runs is named before they are compared. */
export type Fingerprint = {
  readonly aieval: string
  readonly data: string
  readonly target: string
  readonly prompt: string
  readonly corpus: string
  readonly retriever: string
  readonly routing: string
  /** Of recorded outputs: their hash. */
  readonly outputs?: string
  /** Of the user's own app: the hash of the files that it is made of, as far as the suite names them. */
  readonly app?: string
  readonly models: Readonly<Record<string, string>>
  readonly scorers: Readonly<Record<string, string>>
}

export type RunHeader = {
  readonly format: 1
  readonly id: string
  readonly startedAt: string
  readonly suite: string
  readonly fingerprint: Fingerprint
  readonly planned: readonly string[]
  readonly trials: number
  /** Samples that are asked more often than the others: critical ones of a target that does not answer the same twice. */
  readonly moreTrials?: Readonly<Record<string, number>>
  /** True where --only or --tag chose some of the samples: recorded and compared, never a baseline, never a verdict. */
  readonly selected: boolean
}

/** What a run came to, without what its samples said: that is in its recordings. */
export type Run = RunHeader & Measured & { readonly stopped?: Stopped }

export type Measured = {
  /** One entry for each sample with a record, sorted by id; of each trial the scores and what became of it. */
  readonly samples: readonly BaselineSample[]
  readonly counts: Counts
  readonly usage: Usage
  /** The models that answered, as their provider named them, sorted. */
  readonly served: readonly string[]
}

/** The records of a run, whole, as its folder keeps them. */
export type Recordings = {
  /** The records of one sample, first trial first. */
  readonly of: (id: string) => readonly SampleRecord[]
  /** Every record, in plan order. */
  readonly all: () => Iterable<SampleRecord>
}

/** Why a run ended before its plan did. */
export type Stopped = { readonly code: 'auth' | 'quota' | 'not_found' | 'budget' | 'signal' | 'failures'; readonly message: string }

/** Counts of (sample × trial): scored + errored + notRun = planned. */
export type Counts = {
  readonly planned: number
  readonly scored: number
  readonly errored: number
  readonly notRun: number
  /** Of the scored ones: the app broke, counted at the worst value. */
  readonly failed: number
}

export type Accepted = { readonly at: string; readonly by: string; readonly why: string; readonly commit: string; readonly dirty: boolean }

/** When, and which scorers were replaced, by the names of their metrics. */
export type Rescored = {
  readonly at: string
  readonly scorers: Readonly<Record<string, { readonly from: string; readonly to: string }>>
}

/** A run that someone accepted. Per-sample scores make every later comparison paired. */
export type Baseline = {
  readonly format: 1
  readonly accepted: Accepted
  /** Present where the scores were measured anew, on the answers that were accepted. */
  readonly rescored?: Rescored
  readonly run: { readonly id: string; readonly startedAt: string; readonly trials: number }
  readonly fingerprint: Fingerprint
  readonly served: readonly string[]
  readonly metrics: Readonly<Record<string, { readonly n: number; readonly mean: number }>>
  readonly samples: readonly BaselineSample[]
}

export type BaselineHead = Omit<Baseline, 'samples'>

/** A baseline as it is read: the samples without what they said, which is read when it is asked for. */
export type KeptBaseline = Baseline & {
  /** Of the file's content. */
  readonly digest: string
  readonly of: (id: string) => BaselineSample | undefined
  /** The whole samples, in the order of the file. */
  readonly all: () => Iterable<BaselineSample>
}

export type BaselineSample = { readonly id: string; readonly hash: string; readonly trials: readonly BaselineTrial[] }

export type BaselineTrial = {
  /** A number is a measured score; the other words say why there is none. */
  readonly scores: Readonly<Record<string, number | 'skipped' | 'unscored'>>
  readonly status: Output['status']
  readonly labels?: Readonly<Record<string, string>>
  readonly route?: string
  readonly retrieved?: readonly string[]
  readonly answer?: string
  readonly failure?: string
}
