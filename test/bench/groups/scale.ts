import { rounded, type Group } from '../figure.ts'
import { runAieval, type Spent } from '../processes.ts'
import { makeSuite } from '../suite.ts'

/** What size costs, on recorded outputs and with a baseline of the same size to compare with. */
export const scale: Group = async (tell) => {
  const small = await compared(10_000)
  const large = await compared(100_000)
  tell({
    name: 'peak memory of 100,000 samples, against 10,000',
    goal: 1.5,
    measured: large.rssMb / small.rssMb,
    detail: told(large, small),
    peers: '',
  })
  tell({
    name: 'peak memory of 100,000 samples, of 300 MB',
    goal: 1,
    measured: large.rssMb / 300,
    detail: told(large, small),
    peers: 'promptfoo 2.0 GB',
  })
}

/** Apart from `scale`, since it takes a quarter of an hour. */
export const million: Group = async (tell) => {
  const small = await compared(10_000)
  const large = await compared(1_000_000)
  tell({
    name: 'time per sample of 1,000,000, against 10,000',
    goal: 1.3,
    measured: large.wallMs / 1_000_000 / (small.wallMs / 10_000),
    detail: told(large, small),
    peers: '',
  })
}

const told = (large: Spent, small: Spent): string =>
  `${rounded(large.wallMs / 1000, 1)} s and ${rounded(large.rssMb, 0)} MB against ${rounded(small.wallMs / 1000, 1)} s and ${rounded(small.rssMb, 0)} MB`

const compared = async (samples: number): Promise<Spent> => {
  const { folder, remove } = await makeSuite({ samples, recorded: true })
  try {
    await runAieval(folder, ['baseline', '--reason', 'bench'])
    return await runAieval(folder, ['run'])
  } finally {
    await remove()
  }
}
