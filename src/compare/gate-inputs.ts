import { canonicalJson } from '../domain/canonical.ts'
import type { GateChanges } from '../domain/gate.ts'
import { sha256 } from '../domain/hash.ts'
import type { KeptBaseline } from '../domain/run.ts'
import type { Entry } from '../domain/sample.ts'
import { align } from './align.ts'

/** Everything that decides a verdict besides the answers themselves, as text that can be compared part by part. */
export type GateInputs = {
  readonly settings: Readonly<Record<string, string>>
  readonly samples: readonly Entry[]
  readonly baseline: KeptBaseline | undefined
}

export const hashOfInputs = ({ settings, samples, baseline }: GateInputs): string =>
  sha256(
    canonicalJson({
      settings,
      samples: samples.map(wholeOf).toSorted(),
      baseline: baseline?.digest ?? null,
    }),
  ).slice(0, 32)

/** What a change does to its gate inputs. */
export const changesOf = (base: GateInputs, own: GateInputs): GateChanges => {
  const before = { ...base.settings, ...baselineParts(base.baseline) }
  const after = { ...own.settings, ...baselineParts(own.baseline) }
  const { added, removed, changed, paired } = align(base.samples, own.samples)
  const wholes = new Map(base.samples.map((entry) => [entry.id, wholeOf(entry)]))
  const alike = new Set(paired)
  return {
    settings: [...new Set([...Object.keys(before), ...Object.keys(after)])]
      .filter((part) => before[part] !== after[part])
      .map((part) => ({ part, base: before[part] ?? 'none', now: after[part] ?? 'none' })),
    samples: {
      removed,
      changed,
      relabelled: own.samples.filter((entry) => alike.has(entry.id) && wholes.get(entry.id) !== wholeOf(entry)).map(({ id }) => id),
      added,
    },
  }
}

/** Everything a line says, also what a judgement does not rest on. */
const wholeOf = (entry: Entry): string => sha256(canonicalJson(entry.read(entry)))

/** A baseline is one hash, with the figures in which a reader would look for a change; they are counted from its samples. */
const baselineParts = (baseline: KeptBaseline | undefined): Readonly<Record<string, string>> => {
  if (baseline === undefined) return {}
  const metrics = [...new Set(baseline.samples.flatMap(({ trials }) => trials.flatMap(({ scores }) => Object.keys(scores))))]
  return {
    baseline: baseline.digest.slice(0, 8),
    'baseline.samples': String(baseline.samples.length),
    ...Object.fromEntries(metrics.map((metric) => [`baseline.${metric}`, meanOf(baseline, metric)])),
  }
}

const meanOf = ({ samples }: KeptBaseline, metric: string): string => {
  const values = samples.flatMap(({ trials }) =>
    trials.flatMap(({ scores }) => (typeof scores[metric] === 'number' ? [scores[metric]] : [])),
  )
  return (values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length)).toFixed(4)
}
