import { createReadStream, writeFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import OpenAI from 'openai'

/** What one writes before reaching for a tool: the SDK, a pool of promises, one assertion, the results in a file. */
const [url = '', set = '', concurrency = '32', out = ''] = process.argv.slice(2)

type Sample = {
  readonly id: string
  readonly input: string
  readonly expected: { readonly facts: readonly { readonly number?: number }[] }
}

const samples: Sample[] = []
for await (const line of createInterface({ input: createReadStream(set) })) samples.push(JSON.parse(line) as Sample)

const client = new OpenAI({ baseURL: url, apiKey: 'bench', maxRetries: 0, timeout: 60_000 })
const results: { readonly id: string; readonly text: string; readonly right: boolean }[] = []
let next = 0

const work = async (): Promise<void> => {
  while (next < samples.length) {
    const sample = samples[next++] as Sample
    const content = `Answer the customer in two sentences.\n\n${sample.input}\n`
    const reply = await client.chat.completions.create({ model: 'chat-2026-01-01', messages: [{ role: 'user', content }], temperature: 0 })
    const text = reply.choices[0]?.message.content ?? ''
    results.push({ id: sample.id, text, right: text.includes(`${sample.expected.facts[0]?.number} EUR`) })
  }
}

await Promise.all(Array.from({ length: Number(concurrency) }, work))
writeFileSync(out, results.map((result) => `${JSON.stringify(result)}\n`).join(''))
if (results.length !== samples.length || results.some(({ right }) => !right)) throw new Error('not every sample was answered right')
