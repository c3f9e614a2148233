/** How long the server said to wait, in milliseconds, the most exact word first; `now` stands in for a missing Date header. */
export const retryAfterMs = (headers: Headers, now: number): number | undefined => toldWaitMs(headers, now) ?? untilResetMs(headers)

/** The wait the server asked for in so many words, without the limits' own reset times, which it sends with every reply. */
export const toldWaitMs = (headers: Headers, now: number): number | undefined =>
  decimal(headers.get('retry-after-ms'), 1) ??
  decimal(headers.get('retry-after'), 1000) ??
  fromDate(headers.get('retry-after'), httpDate(headers.get('date')) ?? now)

/** The reset of the limit that is used up; where the server does not say which one that is, the later reset. */
const untilResetMs = (headers: Headers): number | undefined => {
  const limits = [...headers].flatMap(([name, value]) => {
    const [, limit] = /^x-ratelimit-reset-(.+)$/.exec(name) ?? []
    const ms = limit === undefined ? undefined : durationMs(value)
    return ms === undefined ? [] : [{ ms, usedUp: decimal(headers.get(`x-ratelimit-remaining-${limit}`), 1) === 0 }]
  })
  const usedUp = limits.filter((limit) => limit.usedUp)
  const waits = (usedUp.length > 0 ? usedUp : limits).map((limit) => limit.ms)
  return waits.length > 0 ? Math.max(...waits) : undefined
}

const decimal = (text: string | null, unit: number): number | undefined => {
  if (text === null || !/^\d+(\.\d+)?$/.test(text.trim())) return undefined
  return finite(Number(text) * unit)
}

const fromDate = (text: string | null, sent: number): number | undefined => {
  const date = httpDate(text)
  return date === undefined || date < sent ? undefined : date - sent
}

/** Date.parse alone would read "-5" as a month. */
const httpDate = (text: string | null): number | undefined =>
  text !== null && /^[A-Za-z]{3,9}, .+ GMT$/.test(text) ? finite(Date.parse(text)) : undefined

const milliseconds: Readonly<Record<string, number>> = { d: 86_400_000, h: 3_600_000, m: 60_000, s: 1000, ms: 1 }

/** "6m0s", "2m59.56s" and "20ms" as OpenAI writes them; a bare number is seconds. */
export const durationMs = (text: string): number | undefined => {
  if (!/^(\d+(\.\d+)?(ms|[dhms]))+$/.test(text)) return decimal(text, 1000)
  const parts = Array.from(
    text.matchAll(/(\d+(?:\.\d+)?)(ms|[dhms])/g),
    ([, count, unit = '']) => Number(count) * (milliseconds[unit] ?? 0),
  )
  return finite(parts.reduce((sum, part) => sum + part, 0))
}

const finite = (value: number): number | undefined => (Number.isFinite(value) ? value : undefined)
