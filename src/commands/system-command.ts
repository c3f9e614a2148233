import type { Context } from '../domain/context.ts'
import type { CommandSettings, Suite } from '../domain/suite.ts'
import { commandApp } from '../targets/command.ts'
import { persistentWorkers } from '../targets/command-persistent.ts'
import { appTarget } from '../targets/contract.ts'
import { closeAtEnd } from './endings.ts'
import { contractFor, filesAmong, partsOf, surroundings } from './own-app.ts'
import type { System } from './system.ts'

/** A program of the user's: a process for each question, or a few that stay. */
export const commandSystem = async (ctx: Context, suite: Suite, settings: CommandSettings): Promise<System> => {
  const around = surroundings(ctx, suite, settings)
  const target = `command ${settings.command.join(' ')}${settings.persistent ? ', persistent' : ''}`
  const parts = await partsOf(suite, settings, {
    target: around.redactor.redact(target),
    files: await filesAmong(suite.folder, settings.command),
  })
  const app = { ...around, ...settings, clock: ctx.clock }
  const contract = contractFor(ctx, 'command', around)
  if (!settings.persistent) return { target: appTarget({ ...contract, ask: commandApp(app) }), parts, warnings: () => [] }
  const workers = persistentWorkers({ ...app, calls: Math.ceil(suite.concurrency / settings.processes) })
  closeAtEnd(ctx, workers.close)
  return { target: appTarget({ ...contract, ask: workers.ask }), parts, warnings: () => [] }
}
