import { canonicalJson } from '../domain/canonical.ts'
import { sha256, shortSha256 } from '../domain/hash.ts'
import type { Entry, Place, Placed, Sample } from '../domain/sample.ts'
import type { Problem } from '../domain/usage-error.ts'
import { claimIssues } from './claims.ts'

/** A value with its place; what the sample schema says of it is handed in with it. */
export type Row = { readonly at: Place; readonly value: unknown; readonly issues: readonly Problem[] }
export type Parsed = { readonly sample?: Placed; readonly problems: readonly Problem[] }

/** Reads rows one after another; each gives its sample or every problem it has, a retired one neither. */
export const sampleParser = (): ((row: Row) => Parsed) => {
  const first = new Map<string, Place>()
  return (row) => {
    const problems = [...ownProblems(row), ...repetition(row, first)]
    if (problems.length > 0) return { problems }
    const sample = withTags(row.value as GivenSample)
    return sample.review?.status === 'retired' ? { problems } : { sample: { sample, at: row.at, hash: contentHash(sample) }, problems }
  }
}

/** Names that every JavaScript object answers to. */
const reserved: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype'])

const ownProblems = ({ at, value, issues }: Row): readonly Problem[] => {
  if (issues.length > 0) return issues
  const sample = value as Sample
  const unusable = reserved.has(sample.id) ? [`the id ${sample.id} is not allowed`] : []
  return [...unusable, ...claimIssues(sample)].map((message) => ({ at, message }))
}

/** An id that an earlier line has, whatever else is wrong with the two. */
const repetition = ({ at, value }: Row, first: Map<string, Place>): readonly Problem[] => {
  if (typeof value !== 'object' || value === null || !('id' in value) || typeof value.id !== 'string') return []
  const earlier = first.get(value.id)
  first.set(value.id, earlier ?? at)
  if (earlier === undefined) return []
  return [{ at, message: `duplicate id ${value.id}: first at ${earlier.file === at.file ? 'line ' : `${earlier.file}:`}${earlier.line}` }]
}

/** Covers what is asked and what is expected: a changed label is another sample, a changed tag is not. */
export const contentHash = (sample: Sample): string =>
  shortSha256(canonicalJson({ input: sample.input, expected: sample.expected ?? null }))

/** One hash over all samples, whatever their order. */
export const dataHash = (samples: readonly Pick<Entry, 'id' | 'hash'>[]): string =>
  sha256(
    samples
      .map(({ id, hash }) => `${id} ${hash}\n`)
      .toSorted()
      .join(''),
  ).slice(0, 16)

/** A line as a test set may have it. */
export type GivenSample = Omit<Sample, 'tags'> & { readonly tags?: readonly string[] }

export const withTags = (given: GivenSample): Sample => ({ ...given, tags: given.tags ?? [] })
