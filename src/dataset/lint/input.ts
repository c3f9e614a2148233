import type { LintFinding, LintLevel } from '../../domain/lint.ts'
import type { Claim, Placed, Sample } from '../../domain/sample.ts'
import type { Problem } from '../../domain/usage-error.ts'

/** What a check may ask for that a suite need not have. */
export type Need = 'corpus' | 'dev set' | 'factual_accuracy'

/** Whether a text makes a claim, read as an answer to the question; it has to be the scorer's own reading. */
export type States = (claim: Claim, said: { readonly text: string; readonly question: string }) => boolean

/** What factual_accuracy makes of a text as the answer to a sample; without an opinion it is not correct. */
export type Grade = (sample: Sample, text: string) => { readonly correct: boolean; readonly why: string }

/** A gated metric and how many samples of the test set it can be measured on. */
export type Gate = { readonly metric: string; readonly allowed: number; readonly samples: number }

export type LintInput = {
  readonly test: readonly Placed[]
  readonly dev: readonly Placed[]
  /** What reading the data reported. */
  readonly problems: readonly Problem[]
  /** The text of each document, by its id. */
  readonly corpus: ReadonlyMap<string, string>
  readonly gates: readonly Gate[]
  readonly suite: string
  readonly states: States
  readonly grade: Grade
  /** What this suite has not, each with the reason. */
  readonly absent: Readonly<Partial<Record<Need, string>>>
}

/** The input with what several checks look at, worked out once. */
export type Prepared = LintInput & {
  /** Both sets: a wrong label misleads tuning as it misleads the gate. */
  readonly all: readonly Placed[]
  readonly twins: readonly Twins[]
}

/** Two samples that read nearly alike; `later` comes after `earlier` in the data. */
export type Twins = { readonly earlier: Placed; readonly later: Placed; readonly similarity: number }

export type Check = {
  readonly name: string
  readonly level: LintLevel
  /** Why it matters, in a few words. */
  readonly why: string
  /** Without it the check is skipped, aloud. */
  readonly needs?: Need
  readonly find: (input: Prepared) => readonly LintFinding[]
}
