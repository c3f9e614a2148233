import { createWriteStream } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { outputLines, sampleLines } from './samples.ts'

export type SuiteOptions = { readonly samples: number; readonly concurrency?: number } & (
  | { readonly url: string; readonly timeoutS?: number }
  /** Outputs that were written down before: no call is made. */
  | { readonly recorded: true }
)

export type BenchSuite = { readonly folder: string; readonly remove: () => Promise<void> }

/** A folder with a suite as a user would write it: a prompt, a pinned model, one gated metric. */
export const makeSuite = async (options: SuiteOptions): Promise<BenchSuite> => {
  const { samples, concurrency = 32 } = options
  const folder = await mkdtemp(join(tmpdir(), 'aieval-bench-'))
  const write = (name: string, parts: Iterable<string>): Promise<void> =>
    pipeline(Readable.from(parts), createWriteStream(join(folder, name)))
  await writeFile(join(folder, 'prompt.md'), 'Answer the customer in two sentences.\n\n{{input}}\n')
  await writeFile(join(folder, 'aieval.config.yaml'), configOf(options, concurrency))
  await write('set.jsonl', sampleLines(samples))
  if ('recorded' in options) await write('outputs.jsonl', outputLines(samples))
  return { folder, remove: () => rm(folder, { recursive: true, force: true, maxRetries: 3 }) }
}

const configOf = (options: SuiteOptions, concurrency: number): string => `test_set_path: set.jsonl
metrics: [factual_accuracy]
regression_threshold: { factual_accuracy: 0.03 }
concurrency: ${concurrency}
${'recorded' in options ? 'target: { kind: recorded, outputs: outputs.jsonl }' : chatOf(options)}
`

const chatOf = ({ url, timeoutS = 30 }: { readonly url: string; readonly timeoutS?: number }): string => `models:
  primary: { provider: openai, model: chat-2026-01-01, base_url: '${url}', api_key_env: BENCH_KEY }
target: { kind: chat, prompt: prompt.md, deterministic: true, timeout: ${timeoutS} }`
