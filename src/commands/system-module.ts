import { relative } from 'node:path'
import type { Context } from '../domain/context.ts'
import type { ModuleSettings, Suite } from '../domain/suite.ts'
import { UsageError } from '../domain/usage-error.ts'
import { readDocument } from '../files/document.ts'
import { appTarget } from '../targets/contract.ts'
import { moduleWorkers } from '../targets/module.ts'
import { closeAtEnd } from './endings.ts'
import { contractFor, partsOf, surroundings } from './own-app.ts'
import type { System } from './system.ts'

/** A function of the user's in child processes; one is started beforehand, so that a function that is not there costs no question. */
export const moduleSystem = async (ctx: Context, suite: Suite, settings: ModuleSettings): Promise<System> => {
  const around = surroundings(ctx, suite, settings)
  const calls = Math.ceil(suite.concurrency / settings.processes)
  const file = relative(suite.folder, settings.file)
  const parts = await partsOf(suite, settings, { target: `module ${file}, ${settings.name}`, files: [settings.file] })
  const workers = moduleWorkers({ ...around, ...settings, calls, clock: ctx.clock })
  closeAtEnd(ctx, workers.close)
  const unusable = await workers.warmUp(ctx.stopping)
  if (unusable !== undefined) {
    const { place } = await readDocument(suite.file)
    throw new UsageError([
      {
        at: place(['target', 'export']),
        message: `${file} ${unusable}`,
        hint: 'export default async (input, { id, trial, signal }) => answer',
      },
    ])
  }
  return {
    target: appTarget({ ...contractFor(ctx, 'module', around), ask: workers.ask }),
    parts,
    warnings: () => [],
  }
}
