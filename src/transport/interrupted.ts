import { CallFailed } from '../domain/call.ts'

/** What a call fails with when the one who made it called it off. */
export const interrupted = (cause?: unknown): CallFailed => new CallFailed('interrupted', 'the call was called off', { cause })
