import type * as sdk from 'openai'
import { CallFailed } from '../domain/call.ts'
import type { Clock } from '../domain/clock.ts'
import { openFetch } from './openai-fetch.ts'

/** The package takes 150 ms to load, hence only when there is a call to make. */
export type Session = { readonly client: sdk.OpenAI; readonly sdk: typeof sdk }

export type OpenAiSettings = {
  readonly baseUrl: string
  /** Absent for a server that wants none, as local ones do. */
  readonly apiKey?: string
  readonly clock: Clock
}

/** Opens a client whose retries, time-out and log are off and that takes nothing from the environment. */
export const openSession = async ({ baseUrl, apiKey, clock }: OpenAiSettings): Promise<Session> => {
  const headers = requestHeaders(apiKey)
  const openai = await import('openai')
  const client = new openai.OpenAI({
    baseURL: new URL(baseUrl).href,
    apiKey: apiKey ?? 'none',
    adminAPIKey: null,
    organization: null,
    project: null,
    webhookSecret: null,
    logLevel: 'off',
    maxRetries: 0,
    timeout: longestTimer,
    fetch: openFetch({ headers, clock }),
  })
  return { client, sdk: openai }
}

/** setTimeout fires at once for more. */
const longestTimer = 2 ** 31 - 1

/** All there are: the client would add what OPENAI_CUSTOM_HEADERS says. */
const requestHeaders = (apiKey: string | undefined): Record<string, string> => ({
  accept: 'application/json',
  'content-type': 'application/json',
  'user-agent': 'aieval',
  ...(apiKey !== undefined && { authorization: `Bearer ${printable(apiKey.trim())}` }),
})

/** The complaint of whoever sends it would not say what to mend. */
const printable = (apiKey: string): string => {
  if (/^[\x21-\x7e]+$/.test(apiKey)) return apiKey
  throw new CallFailed('auth', 'the API key is empty or contains characters that no HTTP header can carry')
}
