import type { Context } from '../domain/context.ts'
import type { Suite } from '../domain/suite.ts'
import { chatSystem } from './system-chat.ts'
import { commandSystem } from './system-command.ts'
import { httpSystem } from './system-http.ts'
import { moduleSystem } from './system-module.ts'
import { ragSystem } from './system-rag.ts'
import { recordedSystem } from './system-recorded.ts'
import type { System, SystemOptions } from './system.ts'

/** The target that the suite names, ready to be asked; what was started for it ends with the command. */
export const systemFor = async (ctx: Context, suite: Suite, options: SystemOptions): Promise<System> => {
  const { target } = suite
  switch (target.kind) {
    case 'recorded':
      return recordedSystem(suite, target, options)
    case 'rag':
      return ragSystem(ctx, suite, { ...options, settings: target })
    case 'chat':
      return chatSystem(ctx, suite, { ...options, settings: target })
    case 'http':
      return httpSystem(ctx, suite, { ...options, settings: target })
    case 'module':
      return moduleSystem(ctx, suite, target)
    case 'command':
      return commandSystem(ctx, suite, target)
  }
}
