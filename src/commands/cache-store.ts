import { join } from 'node:path'
import type { Context } from '../domain/context.ts'
import type { Suite } from '../domain/suite.ts'
import { folderStore, type Store } from '../files/store.ts'
import type { SystemOptions } from './system.ts'

/** Where a suite keeps what its models answered. */
export const cacheFolder = ({ folder }: Pick<Suite, 'folder'>): string => join(folder, '.aieval', 'cache')

/** Where nobody is asked, nothing is put into it, nor is it noted that something was used. */
export const cacheStore = ({ clock }: Context, suite: Suite, { offline }: Pick<SystemOptions, 'offline'>): Store => {
  if (offline !== undefined) return { ...folderStore(cacheFolder(suite)), put: () => Promise.resolve() }
  return folderStore(cacheFolder(suite), () => clock.now())
}
