import type { Answered } from './output.ts'
import type { Sample } from './sample.ts'

/** A measured value keeps its parts where one number hides what a reader needs (facts 1/2, which claim was forbidden). */
export type Score =
  | { readonly status: 'measured'; readonly value: number; readonly why?: string; readonly label?: string }
  | { readonly status: 'skipped'; readonly why: string }
  | { readonly status: 'unscored'; readonly why: string }

export type Need = 'expected' | 'relevant' | 'retrieved' | 'facts_or_refusal' | 'format'

/** Scores one answer. Pure: same sample and answer, same score. Never throws. */
export type Scorer = {
  readonly name: string
  readonly version: number
  readonly scale: 'binary' | 'unit'
  readonly better: 'higher' | 'lower'
  readonly needs: readonly Need[]
  readonly score: (sample: Sample, output: Answered) => Score
}

/** The highest mean a perfect system could reach, for metrics that have such a ceiling; given how many relevant documents each sample has. */
export type Ceiling = (relevant: readonly number[]) => number

/** A scorer under the name the suite gives it; its value on a run is the mean over the measured samples. */
export type Metric = { readonly name: string; readonly scorer: Scorer; readonly ceiling?: Ceiling }

/** What a scorer needs from other rooms, handed in: compiled regexes (RE2) and compiled JSON Schemas. */
export type Matcher = { readonly test: (text: string) => boolean }
export type SchemaCheck = (value: unknown) => readonly string[]
export type Instruments = {
  /** Throws TypeError with a one-line reason where the pattern is no RE2 expression. */
  readonly regex: (pattern: string, flags?: 'i') => Matcher
  /** The check of a schema file named by a sample or the suite; [] = valid, else one line for each error. */
  readonly schema: (ref: string) => SchemaCheck
}
