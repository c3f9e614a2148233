import { canonicalJson } from '../domain/canonical.ts'
import type { GateChanges } from '../domain/gate.ts'
import { sha256 } from '../domain/hash.ts'
import type { Baseline } from '../domain/run.ts'
import type { Placed } from '../domain/sample.ts'
import { align } from './align.ts'

/** Everything that decides a verdict besides the answers themselves, as text that can be compared part by part. */
export type GateInputs = {
  readonly settings: Readonly<Record<string, string>>
  readonly samples: readonly Placed[]
  readonly baseline: Baseline | undefined
}

export const hashOfInputs = ({ settings, samples, baseline }: GateInputs): string =>
  sha256(
    canonicalJson({
      settings,
      samples: samples.map(({ sample }) => canonicalJson(sample)).toSorted(),
      baseline: baseline ?? null,
    }),
  ).slice(0, 32)

/** What a change does to its gate inputs. */
export const changesOf = (base: GateInputs, own: GateInputs): GateChanges => {
  const before = { ...base.settings, ...baselineParts(base.baseline) }
  const after = { ...own.settings, ...baselineParts(own.baseline) }
  const { added, removed, changed, paired } = align(base.samples.map(identity), own.samples.map(identity))
  const wholes = new Map(base.samples.map(({ sample }) => [sample.id, canonicalJson(sample)]))
  const alike = new Set(paired)
  return {
    settings: [...new Set([...Object.keys(before), ...Object.keys(after)])]
      .filter((part) => before[part] !== after[part])
      .map((part) => ({ part, base: before[part] ?? 'none', now: after[part] ?? 'none' })),
    samples: {
      removed,
      changed,
      relabelled: own.samples
        .filter(({ sample }) => alike.has(sample.id) && wholes.get(sample.id) !== canonicalJson(sample))
        .map(({ sample }) => sample.id),
      added,
    },
  }
}

const identity = ({ sample, hash }: Placed): { readonly id: string; readonly hash: string } => ({ id: sample.id, hash })

/** A baseline is one hash, with the figures in which a reader would look for a change; they are counted from its samples. */
const baselineParts = (baseline: Baseline | undefined): Readonly<Record<string, string>> => {
  if (baseline === undefined) return {}
  const metrics = [...new Set(baseline.samples.flatMap(({ trials }) => trials.flatMap(({ scores }) => Object.keys(scores))))]
  return {
    baseline: sha256(canonicalJson(baseline)).slice(0, 8),
    'baseline.samples': String(baseline.samples.length),
    ...Object.fromEntries(metrics.map((metric) => [`baseline.${metric}`, meanOf(baseline, metric)])),
  }
}

const meanOf = ({ samples }: Baseline, metric: string): string => {
  const values = samples.flatMap(({ trials }) =>
    trials.flatMap(({ scores }) => (typeof scores[metric] === 'number' ? [scores[metric]] : [])),
  )
  return (values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length)).toFixed(4)
}
