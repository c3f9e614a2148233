import type { Alignment, Comparison, Verdict } from '../domain/comparison.ts'
import type { Guards } from '../domain/guards.ts'
import type { Difference } from '../domain/report.ts'
import type { Counts, Stopped } from '../domain/run.ts'
import { oddsOfCleanPass } from './odds.ts'
import { guardFailures, guardGaps } from './guards.ts'
import { consequence, type Policy } from './state.ts'

export type Evidence = {
  readonly counts: Counts
  readonly stopped?: Stopped
  /** Samples that answered as another model than the pin. */
  readonly mismatched: number
  /** The commonest failures of errored samples, as "29 × rate_limited". */
  readonly failures: readonly string[]
  readonly maxErrorRate: number
  readonly policy: Policy
  readonly selected?: { readonly chosen: number; readonly of: number }
  /** Absent where there is no baseline to compare with. */
  readonly against?: Against
}

export type Against = {
  readonly comparisons: readonly Comparison[]
  readonly alignment: Alignment
  readonly baselineSize: number
  readonly baselineUnmeasured: number
  /** Scorers that measure differently than they did for the baseline. */
  readonly instruments: readonly Difference[]
  /** Metrics that the baseline never had. */
  readonly newMetrics: readonly string[]
  readonly guards: Guards
}

/** Of the baseline's samples, the share that may be removed or changed before the two sets are different sets. */
const mostReplaced = 0.02

/** What the evidence comes to. Each rule is asked in order; the first that applies decides. */
export const decideVerdict = (evidence: Evidence): Verdict => {
  const { against } = evidence
  const unmeasured = couldNotMeasure(evidence)
  if (unmeasured !== undefined) return unmeasured
  if (against === undefined) return noVerdict('there is no baseline to compare with', 'aieval baseline --reason "first scores"')
  return notComparable(evidence, against) ?? judged(evidence, against)
}

const couldNotMeasure = (evidence: Evidence): Verdict | undefined => {
  const { counts, stopped, mismatched, failures, maxErrorRate } = evidence
  const unmeasured = counts.errored + counts.notRun
  if (mismatched > 0)
    return notMeasured(
      `${answers(mismatched)} from another model than the pinned one (${failures.join(', ')})`,
      'pin the model that is served, or declare the alias with served_as',
    )
  if (stopped !== undefined)
    return notMeasured(`the run was stopped: ${stopped.message}`, `${beforeResuming[stopped.code] ?? 'mend that, then '}${resume}`)
  if (isMoreThan(maxErrorRate, unmeasured, counts.planned))
    return notMeasured(
      `${unmeasured} of ${counts.planned} samples could not be measured (${failures.join(', ')}), more than the ${percent(maxErrorRate)} allowed`,
      resume,
    )
  return undefined
}

const notComparable = ({ maxErrorRate, selected }: Evidence, against: Against): Verdict | undefined => {
  const { alignment, baselineSize, baselineUnmeasured, instruments } = against
  const replaced = (selected === undefined ? alignment.removed.length : 0) + alignment.changed.length
  if (instruments.length > 0)
    return noVerdict(
      `the baseline was measured with another instrument: ${instruments.map(({ part, base, now }) => `${part.replace('scorers.', '')} ${base} → ${now}`).join(', ')}`,
      'aieval rescore',
    )
  if (alignment.paired.length === 0)
    return noVerdict('no sample of this run is in the baseline as it is now', 'aieval baseline --reason "…"')
  if (isMoreThan(mostReplaced, replaced, baselineSize))
    return noVerdict(
      `${replaced} of the baseline's ${baselineSize} samples were removed or changed, more than ${percent(mostReplaced)}: two different sets`,
      'aieval baseline --reason "…"',
    )
  if (isMoreThan(maxErrorRate, baselineUnmeasured, baselineSize))
    return notMeasured(
      `${baselineUnmeasured} of the baseline's ${baselineSize} samples are unmeasured, more than the ${percent(maxErrorRate)} allowed`,
      'aieval baseline --reason "…"',
    )
  return undefined
}

const judged = ({ policy, selected, counts }: Evidence, { comparisons, newMetrics, guards }: Against): Verdict => {
  const withConsequence = (wanted: ReturnType<typeof consequence>): readonly Comparison[] =>
    comparisons.filter((each) => consequence(each.state, each.beyondNoise === true, policy) === wanted)
  if (selected !== undefined)
    return noVerdict(
      `${selected.chosen} of ${selected.of} samples were selected: a part is compared, only the whole is judged`,
      'aieval run',
    )
  const failures = [...withConsequence('fail').map(dropped), ...guardFailures(guards)]
  if (failures.length > 0) return { outcome: 'fail', reasons: failures, next: [], unproven: false }
  const unmeasured = withConsequence('not-measured')
  const missing = counts.errored + counts.notRun > 0
  const gaps = [
    ...unmeasured.filter(({ metric }) => !newMetrics.includes(metric)).map((each) => `${each.metric}: ${each.why ?? 'not measured'}`),
    ...guardGaps(guards),
  ]
  if (gaps.length > 0) return notMeasured(gaps.join('; '), missing ? resume : 'aieval lint shows what each metric is measured on')
  if (unmeasured.length > 0)
    return noVerdict(
      `the baseline has no ${unmeasured.map(({ metric }) => metric).join(', ')} to compare with`,
      'aieval baseline --reason "…"',
    )
  const undecided = withConsequence('undecided')
  if (undecided.length > 0) return noVerdict(undecided.map(undecidedBecause).join('; '), 'more samples or more baseline trials decide it')
  const unproven = comparisons.filter((each) => each.state === 'unproven')
  if (unproven.length > 0) return { outcome: 'pass', reasons: unproven.map(cannotRuleOut), next: [], unproven: true }
  return { outcome: 'pass', reasons: ['no metric dropped more than allowed'], next: [], unproven: false }
}

/** Nothing is lost: what has an answer is not asked again. */
const resume = 'aieval run --resume'

/** What to do before going on, where something has to change first. */
const beforeResuming: Partial<Readonly<Record<Stopped['code'], string>>> = { signal: '', budget: 'with a larger --budget: ' }

const notMeasured = (reason: string, next: string): Verdict => ({
  outcome: 'not-measured',
  reasons: [reason],
  next: [next],
  unproven: false,
})
const noVerdict = (reason: string, next: string): Verdict => ({ outcome: 'no-verdict', reasons: [reason], next: [next], unproven: false })

const dropped = ({ metric, delta, allowed = 0, worse, better }: Comparison): string =>
  `${metric} dropped ${pointsApart(-delta, allowed)} allowed: ${worse} ${worse === 1 ? 'sample' : 'samples'} got worse, ${better} better`

const cannotRuleOut = (comparison: Comparison): string => {
  const { metric, interval, why } = comparison
  const odds = oddsOfCleanPass(comparison)
  return `${metric}: ${why ?? `cannot rule out a drop up to ${worstEnd(interval).toFixed(3)}`}${odds === undefined ? '' : `. ${odds}`}`
}

const undecidedBecause = (comparison: Comparison): string =>
  comparison.state === 'regressed' ? `${dropped(comparison)}, which is within noise` : cannotRuleOut(comparison)

const worstEnd = (interval: Comparison['interval']): number => Math.max(0, -(interval?.lower ?? 0))

const answers = (count: number): string => (count === 1 ? '1 answer came' : `${count} answers came`)
/** With as many decimals as it takes to see that the two differ. */
const pointsApart = (drop: number, allowed: number): string => {
  const decimals = [1, 2, 3, 4].find((digits) => points(drop, digits) !== points(allowed, digits)) ?? 5
  return `${points(drop, decimals)} points, ${points(allowed, decimals)}`
}

const points = (share: number, decimals: number): string => (share * 100).toFixed(decimals)
const percent = (share: number): string => `${Number((share * 100).toFixed(2))} %`

/** Whether a count is beyond its share of all; 29 of 100 is not more than 0.29 of them, whatever 0.29 × 100 is in floating point. */
const isMoreThan = (share: number, count: number, all: number): boolean => count > share * all + 1e-9
