import { bisect } from './bisect.ts'
import { normalCdf, normalQuantile } from './normal.ts'
import { studentQuantile } from './student.ts'
import { constrainedShare } from './tango.ts'

export type Setting = {
  readonly n: number
  /** Number of independent clusters; n where every sample is its own. */
  readonly clusters: number
  readonly designEffect: number
  /** Variance of one sample's drop where nothing changed, in [0, 1]. */
  readonly variance: number
  /** The drop that is still allowed, in [0, 1). */
  readonly allowed: number
  /** Error of each bound on its own, in (0, 0.5). */
  readonly alpha?: number
}

/** A drop blocks where its estimate is beyond the allowed one (threshold), or where chance is ruled out as well (evidence). */
export type Policy = 'threshold' | 'evidence'

/** How often what is to be seen shall be seen. */
const WANTED = 0.8
const MAX_SAMPLES = 1e9

/** Chance that an unchanged app is shown to have dropped by less than is allowed (normal approximation to Tango's score, 1998). */
export function cleanPassChance(setting: Setting): number {
  requireContract(setting)
  const { variance, allowed } = setting
  const margin = allowed - critical(setting) * standardError(setting, varianceAtLimit(setting))
  if (variance === 0) return margin > 0 ? 1 : 0
  return normalCdf(margin / standardError(setting, variance))
}

/** The smallest true drop that blocks 8 times in 10; Infinity where none does (normal approximation). */
export function blockedDrop(setting: Setting, policy: Policy): number {
  requireContract(setting)
  const { variance, allowed } = setting
  const noise = policy === 'evidence' ? critical(setting) : 0
  const room = normalQuantile(WANTED)
  const missed = (drop: number): boolean => {
    const error = standardError(setting, variance + drop * (1 - drop))
    return drop < Math.max(allowed, noise * error) + room * error
  }
  return missed(1) ? Infinity : bisect(missed, 0, 1)
}

/** The fewest samples, clustered as these are, that show an unchanged app to be so 8 times in 10; Infinity beyond a thousand million. */
export function samplesForCleanPass(setting: Setting): number {
  requireContract(setting)
  const perSample = setting.clusters / setting.n
  const enough = (n: number): boolean => n * perSample > 1 && cleanPassChance({ ...setting, n, clusters: n * perSample }) >= WANTED
  let many = 2
  for (; !enough(many); many *= 2) if (many > MAX_SAMPLES) return Infinity
  for (let few = many / 2; many - few > 1;) {
    const middle = Math.floor((few + many) / 2)
    if (enough(middle)) many = middle
    else few = middle
  }
  return many
}

function requireContract({ n, clusters, designEffect, variance, allowed, alpha = 0.05 }: Setting): void {
  if (!(n > 1 && n < Infinity)) throw new RangeError(`two or more samples are needed, not ${n}`)
  if (!(clusters > 1 && clusters <= n)) throw new RangeError(`two or more clusters are needed, not ${clusters}, of ${n} samples`)
  if (!(designEffect >= 1 && designEffect < Infinity)) throw new RangeError(`a design effect is 1 or more, not ${designEffect}`)
  if (!(variance >= 0 && variance <= 1)) throw new RangeError(`a variance of drops lies in [0, 1], not ${variance}`)
  if (!(allowed >= 0 && allowed < 1)) throw new RangeError(`an allowed drop lies in [0, 1), not ${allowed}`)
  if (!(alpha > 0 && alpha < 0.5)) throw new RangeError(`alpha lies in (0, 0.5), not ${alpha}`)
}

function critical({ clusters, alpha = 0.05 }: Setting): number {
  return -studentQuantile(alpha, clusters - 1)
}

function standardError({ n, designEffect }: Setting, variance: number): number {
  return Math.sqrt((variance * designEffect) / n)
}

/** Variance of one sample's drop as the score sees it, were the drop the allowed one while the sample shows none. */
function varianceAtLimit({ variance, allowed }: Setting): number {
  const unchanged = { n: 1, b: variance / 2, c: variance / 2 }
  return 2 * constrainedShare(unchanged, allowed) + allowed * (1 - allowed)
}
