/** A score or a mean, three decimals. */
export const score = (value: number): string => value.toFixed(3)

/** A difference with its sign; what rounds to zero carries none. */
export const signed = (value: number, decimals = 3): string => {
  const digits = Math.abs(value).toFixed(decimals)
  if (Number(digits) === 0) return ` ${digits}`
  return `${value < 0 ? '−' : '+'}${digits}`
}

/** With as many decimals as it takes for the two ends to differ: no interval is shown without a width. */
export const interval = ({ lower, upper }: { readonly lower: number; readonly upper: number }): string => {
  const ends = (decimals: number): readonly string[] => [lower, upper].map((end) => signed(end, decimals).trim())
  const decimals = [3, 4, 5].find((each) => new Set(ends(each)).size > 1) ?? 6
  return `[${ends(decimals).join(', ')}]`
}

/** A threshold as short as it can be written. */
export const allowed = (value: number): string => String(Number(value.toFixed(6)))

export const points = (share: number): string => (Math.abs(share) * 100).toFixed(1)

export const plural = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`

/** How long ago, in the largest unit that is at least one. */
export const age = (then: string, now: string): string => {
  const minutes = Math.max(0, (Date.parse(now) - Date.parse(then)) / 60_000)
  if (Number.isNaN(minutes)) return 'of unknown age'
  if (minutes < 60) return `${plural(Math.floor(minutes), 'minute')} old`
  if (minutes < 60 * 24) return `${plural(Math.floor(minutes / 60), 'hour')} old`
  return `${plural(Math.floor(minutes / 60 / 24), 'day')} old`
}

/** A time; nothing that was timed takes no time at all. */
export const seconds = (ms: number): string => {
  if (ms === 0) return '–'
  if (ms < 10) return `${ms.toFixed(1)} ms`
  return ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`
}

/** A time of seconds, minutes or hours. */
export const duration = (ms: number): string => {
  const whole = Math.round(ms / 1000)
  if (whole < 60) return `${whole} s`
  const minutes = Math.floor(whole / 60)
  return minutes < 60 ? `${minutes} min ${whole % 60} s` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`
}

/** What calls cost, with the day of the prices that were not the suite's own. */
export const spentText = ({ usd, pricesAsOf }: { readonly usd: number | 'unknown'; readonly pricesAsOf?: string }): string =>
  usd === 'unknown' || pricesAsOf === undefined ? dollars(usd) : `${dollars(usd)} (prices as of ${pricesAsOf})`

export const dollars = (usd: number | 'unknown'): string =>
  usd === 'unknown' ? 'unknown' : usd === 0 ? '$0' : `$${usd < 0.01 ? usd.toFixed(5) : usd.toFixed(2)}`
