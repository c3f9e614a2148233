import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseCorpus } from '../../src/rag/corpus.ts'
import { learn, learningCalls } from '../../src/rag/knowledge.ts'
import { miniCorpus } from './mini-corpus.ts'

const many = Array.from({ length: 150 }, (_, index) => ({
  file: `d${index}.md`,
  text: `---\nid: d${index}\ntitle: D${index}\n---\n# D${index}\n\nThing ${index} costs ${index} euros. It is sold on weekdays.\n`,
}))

for (const quotes of [true, false])
  test(`what learning will have embedded is known before, call by call, ${quotes ? 'with' : 'without'} quotes`, async () => {
    const documents = parseCorpus([...miniCorpus, ...many])
    const calls: (readonly string[])[] = []
    const embed = async (texts: readonly string[]): Promise<readonly Float32Array[]> => {
      calls.push(texts)
      return texts.map(() => Float32Array.of(1))
    }
    await learn({ documents, stemming: true, quotes, embedding: { model: 'm', embed } }, new AbortController().signal)
    assert.deepEqual(learningCalls(documents, quotes), calls)
    assert.ok(calls.length > 2)
  })
