import { join } from 'node:path'
import type { Suite } from '../domain/suite.ts'
import { folderStore, type Store } from '../files/store.ts'
import type { SystemOptions } from './system.ts'

/** Where a suite keeps what its models answered. */
export const cacheFolder = ({ folder }: Pick<Suite, 'folder'>): string => join(folder, '.aieval', 'cache')

/** Where nobody is asked, nothing is put into it. */
export const cacheStore = (suite: Suite, { offline }: Pick<SystemOptions, 'offline'>): Store => {
  const store = folderStore(cacheFolder(suite))
  return offline === undefined ? store : { ...store, put: () => Promise.resolve() }
}
