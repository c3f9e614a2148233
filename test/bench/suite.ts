import { createWriteStream } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { sampleLines } from './samples.ts'

export type SuiteOptions = { readonly samples: number; readonly url: string; readonly concurrency: number; readonly timeoutS?: number }

export type BenchSuite = { readonly folder: string; readonly remove: () => Promise<void> }

/** A folder with a suite as a user would write it: a prompt, a pinned model, one gated metric. */
export const makeSuite = async ({ samples, url, concurrency, timeoutS }: SuiteOptions): Promise<BenchSuite> => {
  const folder = await mkdtemp(join(tmpdir(), 'aieval-bench-'))
  await writeFile(join(folder, 'prompt.md'), 'Answer the customer in two sentences.\n\n{{input}}\n')
  await writeFile(
    join(folder, 'aieval.config.yaml'),
    `test_set_path: set.jsonl
metrics: [factual_accuracy]
regression_threshold: { factual_accuracy: 0.03 }
models:
  primary: { provider: openai, model: chat-2026-01-01, base_url: '${url}', api_key_env: BENCH_KEY }
target: { kind: chat, prompt: prompt.md, deterministic: true${timeoutS === undefined ? '' : `, timeout: ${timeoutS}`} }
concurrency: ${concurrency}
`,
  )
  await pipeline(Readable.from(sampleLines(samples)), createWriteStream(join(folder, 'set.jsonl')))
  return { folder, remove: () => rm(folder, { recursive: true, force: true, maxRetries: 3 }) }
}
