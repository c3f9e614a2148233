import { globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Clock } from '../../src/domain/clock.ts'
import type { Sample } from '../../src/domain/sample.ts'
import type { Document } from '../../src/rag/corpus.ts'
import { parseCorpus } from '../../src/rag/corpus.ts'

/** The repository, whatever folder a script or a test is started from. */
export const repository: string = fileURLToPath(new URL('../..', import.meta.url))

export const vectorsFile: string = `${repository}fixtures/corpus.vectors`

/** The corpus that comes with the repository. */
export const shippedDocuments = (): readonly Document[] =>
  parseCorpus(
    globSync('fixtures/corpus/**/*.md', { cwd: repository })
      .toSorted()
      .map((file) => ({ file, text: readFileSync(`${repository}${file}`, 'utf8') })),
  )

/** The questions of the sets that come with the repository. */
export const shippedQuestions = (): readonly string[] =>
  globSync('eval/*_samples_*.jsonl', { cwd: repository })
    .toSorted()
    .flatMap((file) => readFileSync(`${repository}${file}`, 'utf8').trimEnd().split('\n'))
    .map((line) => (JSON.parse(line) as Sample).input)

/** A clock for work that is waited for, not measured. */
export const stillClock: Clock = { now: () => 0, sleep: () => Promise.resolve() }
