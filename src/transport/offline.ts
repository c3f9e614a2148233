import type { Ask, Call } from '../domain/call.ts'
import { byKind } from './by-kind.ts'

/** What a call comes to where nobody is at the other end: no failure, since none was made. */
export class NotAsked extends Error {
  readonly call: Call

  constructor(call: Call) {
    super(`${call.model} was not asked`)
    this.name = 'NotAsked'
    this.call = call
  }
}

export type Offline = {
  readonly leaf: Ask
  /** The first call that came through since the last time. */
  readonly take: () => Call | undefined
}

/** A leaf for whoever wants to know what would be asked. */
export const offline = (): Offline => {
  let heard: Call | undefined
  const hear = (call: Call): Promise<never> => {
    heard ??= call
    return Promise.reject(new NotAsked(call))
  }
  const take = (): Call | undefined => {
    const call = heard
    heard = undefined
    return call
  }
  return { leaf: byKind(hear, hear), take }
}
