import assert from 'node:assert/strict'
import test from 'node:test'
import { againstBucket, type BucketServer } from './simulated-bucket.ts'

const loads = [
  { concurrency: 4, latencyMs: 50 },
  { concurrency: 32, latencyMs: 300 },
  { concurrency: 128, latencyMs: 50 },
] as const

for (const perMinute of [600, 3000])
  for (const holdsSeconds of [1, 60])
    for (const headers of ['honest', 'absent', 'low'] as const)
      test(`${perMinute} a minute, held for ${holdsSeconds} s, headers ${headers}: 97 % of it and more is used, 1 % 429s and fewer`, () => {
        for (const [seed, load] of loads.entries())
          for (const told of ['milliseconds', 'seconds', 'nothing'] as const) {
            const server: BucketServer = { perMinute, holdsSeconds, headers, told, seed, ...load }
            const { share, turnedAway, mostAttempts } = againstBucket(server)
            const used = `${JSON.stringify(server)}: ${share} used, ${turnedAway} turned away, ${mostAttempts} attempts`
            assert.ok(share >= 0.97 && turnedAway <= 0.01 && mostAttempts <= 4, used)
          }
      })
