import assert from 'node:assert/strict'
import { test } from 'node:test'
import { retryAfterMs, toldWaitMs } from '../../src/transport/retry-after.ts'

const now = Date.parse('Thu, 01 Jan 2026 00:00:00 GMT')
const inTenSeconds = 'Thu, 01 Jan 2026 00:00:10 GMT'

const waits = (claim: string, headers: Record<string, string>, expected: number | undefined): void => {
  test(claim, () => assert.equal(retryAfterMs(new Headers(headers), now), expected))
}

waits('no header, no wait', {}, undefined)
waits('retry-after-ms is milliseconds', { 'retry-after-ms': '1500' }, 1500)
waits('retry-after-ms may have a fraction', { 'retry-after-ms': '12.5' }, 12.5)
waits('retry-after is seconds', { 'retry-after': '7' }, 7000)
waits('retry-after may be zero', { 'retry-after': '0' }, 0)
waits('an HTTP date counts from now', { 'retry-after': inTenSeconds }, 10_000)
waits("an HTTP date counts from the reply's own Date", { 'retry-after': inTenSeconds, date: 'Thu, 01 Jan 2026 00:00:04 GMT' }, 6000)
waits('an unreadable Date is as none', { 'retry-after': inTenSeconds, date: 'yesterday' }, 10_000)
waits('an old-style HTTP date is understood', { 'retry-after': 'Thursday, 01-Jan-26 00:00:10 GMT' }, 10_000)
waits('retry-after-ms goes before retry-after', { 'retry-after-ms': '10', 'retry-after': '7' }, 10)
waits('retry-after goes before the limits', { 'retry-after': '7', 'x-ratelimit-reset-requests': '1s' }, 7000)
waits('an invalid retry-after-ms gives way to retry-after', { 'retry-after-ms': 'soon', 'retry-after': '7' }, 7000)
waits('a past date gives way to the limits', { 'retry-after': 'Wed, 31 Dec 2025 23:59:00 GMT', 'x-ratelimit-reset-requests': '1s' }, 1000)

for (const value of ['-5', 'NaN', 'Infinity', '', '1e3', '0x10', 'soon', `1${'0'.repeat(400)}`]) {
  waits(`retry-after "${value.slice(0, 12)}" is ignored`, { 'retry-after': value }, undefined)
  waits(`retry-after-ms "${value.slice(0, 12)}" is ignored`, { 'retry-after-ms': value }, undefined)
}

waits('a reset in minutes and seconds', { 'x-ratelimit-reset-tokens': '6m0s' }, 360_000)
waits('a reset with a fraction', { 'x-ratelimit-reset-tokens': '2m59.5s' }, 179_500)
waits('a reset in milliseconds', { 'x-ratelimit-reset-tokens': '20ms' }, 20)
waits('a reset in hours and days', { 'x-ratelimit-reset-requests': '1d2h' }, 93_600_000)
waits('a bare reset is seconds', { 'x-ratelimit-reset-requests': '10' }, 10_000)
waits('a negative reset is ignored', { 'x-ratelimit-reset-requests': '-1s' }, undefined)
waits('an unreadable reset is ignored', { 'x-ratelimit-reset-requests': 'tomorrow' }, undefined)
waits('the later reset counts', { 'x-ratelimit-reset-requests': '1s', 'x-ratelimit-reset-tokens': '3s' }, 3000)
waits(
  'the reset of the limit that is used up counts',
  {
    'x-ratelimit-reset-requests': '1s',
    'x-ratelimit-remaining-requests': '0',
    'x-ratelimit-reset-tokens': '3s',
    'x-ratelimit-remaining-tokens': '9',
  },
  1000,
)

test('the wait that was told leaves the resets out', () => {
  assert.equal(toldWaitMs(new Headers({ 'x-ratelimit-reset-requests': '1s' }), now), undefined)
})
