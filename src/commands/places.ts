import { dirname, join } from 'node:path'
import type { Place } from '../domain/sample.ts'
import type { Suite } from '../domain/suite.ts'
import { exists } from '../files/disk.ts'
import { readDocument, type Located, type Path } from '../files/document.ts'
import { lentFile } from './suite.ts'

/** Where the config sets something, in the suite's own file or the one that lends to it. */
export const placeOf = async (suite: Suite, path: Path): Promise<Place> => {
  const found = (await documentsOf(suite)).find(({ value }) => valueAt(value, path) !== undefined)
  return found?.place(path) ?? { file: suite.file, line: 1 }
}

/** Where the config names a model, and the path of it; undefined where it does not. */
export const placeOfModel = async (suite: Suite, model: string): Promise<{ readonly at: Place; readonly path: Path } | undefined> => {
  for (const { value, place } of await documentsOf(suite)) {
    const path = modelPaths(value).find((each) => valueAt(value, each) === model)
    if (path !== undefined) return { at: place(path), path }
  }
  return undefined
}

const modelPaths = (value: unknown): readonly Path[] => {
  const candidates = valueAt(value, ['models', 'candidates'])
  return [
    ['models', 'primary', 'model'],
    ['models', 'primary', 'fallback'],
    ['models', 'embedding', 'model'],
    ...(Array.isArray(candidates) ? candidates.map((_, index) => ['models', 'candidates', index, 'model']) : []),
  ]
}

const documentsOf = async ({ file }: Suite): Promise<readonly Located[]> => {
  const lent = join(dirname(file), lentFile)
  return Promise.all([file, ...((await exists(lent)) ? [lent] : [])].map(readDocument))
}

const valueAt = (value: unknown, path: Path): unknown =>
  path.reduce<unknown>(
    (inner, key) => (typeof inner === 'object' && inner !== null ? (inner as Record<string, unknown>)[key] : undefined),
    value,
  )
