import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { runAieval, type Spent } from './processes.ts'

export type Counts = { readonly planned: number; readonly scored: number; readonly errored: number; readonly notRun: number }
export type FreshRun = Spent & { readonly samples: Counts }

/** A first run: nothing cached, nothing accepted, so its verdict is that there is none, or that it could not measure. */
export const tryFreshRun = async (folder: string): Promise<FreshRun> => {
  await rm(join(folder, '.aieval'), { recursive: true, force: true })
  const spent = await runAieval(folder, ['run', '--json'], { exits: [3, 4] })
  const { counts } = JSON.parse(spent.out) as { readonly counts: Counts }
  return { ...spent, samples: counts }
}

/** The same where nothing may go wrong. */
export const freshRun = async (folder: string): Promise<FreshRun> => {
  const ran = await tryFreshRun(folder)
  const { scored, planned } = ran.samples
  if (scored !== planned) throw new Error(`${scored} of ${planned} samples were scored`)
  return ran
}
