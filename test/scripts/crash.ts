import { killAndResume } from '../cli/kill-and-resume.ts'

/** npm run crash -- 50 2000: kills a run of 2,000 samples at 50 instants and prints what each resumed run asked for twice. */
const [instants = 50, samples = 2000] = process.argv.slice(2).map(Number)

/** A fixed sequence, so that a failure can be looked at again (Lehmer 1951, with the factor of Park & Miller 1988). */
let seed = 20_261_129
const random = (): number => (seed = (seed * 48_271) % 2_147_483_647) / 2_147_483_647

let most = 0
for (let instant = 1; instant <= instants; instant += 1) {
  const { killedAt, kept, repeated } = await killAndResume(samples, 1 + Math.floor(random() * (samples - 1)))
  most = Math.max(most, repeated)
  process.stdout.write(`${instant}\tkilled at request ${killedAt}\t${kept} records on disk\t${repeated} calls made again\n`)
}
process.stdout.write(`${instants} runs of ${samples} samples: the records are the same each time, ${most} calls made again at the most\n`)
