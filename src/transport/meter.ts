import { CallFailed } from '../domain/call.ts'
import type { Call, Layer, Reply, Used } from '../domain/call.ts'
import type { Clock } from '../domain/clock.ts'
import type { CallRecord } from '../domain/output.ts'

/** Tells what each call cost, the failed ones included; a failed call's time is all of it, waits between attempts too. */
export const meter =
  (clock: Clock, record: (made: CallRecord) => void): Layer =>
  (next) =>
  async (call, signal) => {
    const start = clock.now()
    try {
      const reply = await next(call, signal)
      record(succeeded(call, reply))
      return reply
    } catch (error) {
      if (error instanceof CallFailed) record(failed(call, error, clock.now() - start))
      throw error
    }
  }

const succeeded = (call: Call, { kind, served, attempts, cached, ms, ...tokens }: Reply): CallRecord => ({
  kind,
  model: call.model,
  served,
  attempts,
  cached,
  ms,
  ...tokensOf(tokens),
})

const failed = (call: Call, { attempts, code, used }: CallFailed, ms: number): CallRecord => ({
  kind: call.kind,
  model: call.model,
  served: used?.served ?? '',
  attempts,
  cached: false,
  ms,
  ...tokensOf(used ?? {}),
  failed: code,
})

const tokensOf = ({ tokensIn, tokensOut }: Partial<Used>): Pick<CallRecord, 'tokensIn' | 'tokensOut'> => ({
  ...(tokensIn !== undefined && { tokensIn }),
  ...(tokensOut !== undefined && { tokensOut }),
})
