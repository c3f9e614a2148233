import type { Outcome, Verdict } from '../domain/comparison.ts'
import type { Gate } from '../domain/gate.ts'

/** The label of a pull request that lets its own gate inputs count. */
export const approvalLabel = 'aieval: gate inputs approved'

/** The verdict that counts: both sets of gate inputs agree, or someone approved this change's own; else the gate was changed. */
export const settle = ({ own, base, approval, hash }: Gate): Verdict => {
  if (base.status !== 'judged' || approval !== 'none' || base.verdict.outcome === own.outcome) return own
  return {
    outcome: 'gate-changed',
    reasons: [
      `under this change's own gate inputs: ${said(own)}`,
      `under those of ${base.ref} (${base.commit.slice(0, 7)}): ${said(base.verdict)}`,
      `gate inputs of this change: ${hash}`,
    ],
    next: [`a reviewer sets the label "${approvalLabel}", or approves these inputs alone: aieval run --approve-inputs ${hash}`],
    unproven: false,
  }
}

const words: Readonly<Record<Outcome, string>> = {
  pass: 'pass',
  fail: 'fail',
  'not-measured': 'could not measure',
  'no-verdict': 'no verdict',
  'gate-changed': 'gate changed',
}

const said = ({ outcome, reasons }: Verdict): string => `${words[outcome]} (${reasons.join('; ')})`
