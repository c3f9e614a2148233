import type { Ask, Layer } from '../domain/call.ts'
import type { Clock } from '../domain/clock.ts'
import type { CallRecord, Failure, Output } from '../domain/output.ts'
import type { Target } from '../domain/target.ts'
import { deadlineOf } from '../rag/deadline.ts'
import type { Outcome, Pipeline } from '../rag/pipeline.ts'
import { answer } from '../rag/pipeline.ts'

export type RagTarget = {
  /** Asked for at the first question, since building it takes longer than most answers. */
  readonly pipeline: () => Promise<Pipeline>
  /**
   * The transport of one answer: `onCall` is told every call. `modelTime` belongs below the queue for permits, where
   * there is one; left out, the answer's deadline counts the waiting too.
   */
  readonly ask: (onCall: (call: CallRecord) => void, modelTime: Layer) => Ask
  readonly timeoutMs: number
  readonly clock: Clock
}

/** The reference pipeline as a system under test. */
export const ragTarget =
  ({ pipeline, ask, timeoutMs, clock }: RagTarget): Target =>
  async (sample, trial, signal) => {
    const start = clock.now()
    const calls: CallRecord[] = []
    const deadline = deadlineOf(timeoutMs, clock)
    const observed = () => ({ ms: clock.now() - start, calls })
    try {
      const outcome = await answer(await pipeline(), sample.input, {
        ask: ask((call) => calls.push(call), deadline.modelTime),
        trial,
        deadline,
        signal,
      })
      return toOutput(outcome, observed())
    } catch (error) {
      if (signal.aborted) return { status: 'errored', failure: { code: 'interrupted', message: 'called off' }, ...observed() }
      throw error
    }
  }

type Observed = Pick<Output, 'ms' | 'calls'>

const toOutput = (outcome: Outcome, observed: Observed): Output => {
  if (outcome.served.status !== 'fallback') return answered(outcome, observed)
  switch (outcome.served.reason) {
    case 'low_confidence':
    case 'format_invalid':
      return answered(outcome, observed)
    case 'timeout':
    case 'rate_limited':
    case 'unexpected_error':
      return broken(outcome, observed)
  }
}

const answered = ({ served, retrieved, model, raw }: Outcome, observed: Observed): Output => ({
  status: 'answered',
  text: served.status === 'serve_with_caveat' ? `${served.answer}\n\n${served.disclaimer}` : served.answer,
  model,
  route: served.status,
  ...(served.status === 'fallback' && { reason: served.reason }),
  confidence: served.confidence,
  retrieved: retrieved.map(({ doc, score }) => ({ doc, score })),
  citations: served.citations,
  ...(raw !== undefined && { raw }),
  ...observed,
})

/** Where a call had failed, the infrastructure broke; otherwise the app did. */
const broken = ({ failure }: Outcome, observed: Observed): Output => {
  const message = failure?.message ?? 'the pipeline gave no reason'
  const failed = failure?.call ?? failedCall(observed.calls, message)
  return failed === undefined
    ? { status: 'failed', failure: { code: 'app', message }, ...observed }
    : { status: 'errored', failure: failed, ...observed }
}

const failedCall = (calls: readonly CallRecord[], message: string): Failure | undefined => {
  const code = calls.findLast((call) => call.failed !== undefined)?.failed
  return code === undefined ? undefined : { code, message }
}
