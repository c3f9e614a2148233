import assert from 'node:assert/strict'
import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test from 'node:test'
import type { Baseline } from '../../src/domain/run.ts'
import { baselineText, readBaseline, writeBaseline } from '../../src/files/baseline.ts'

const baseline: Baseline = {
  format: 1,
  accepted: { at: '2026-01-01T00:00:00.000Z', by: 'someone', why: 'first', commit: 'abc', dirty: false },
  run: { id: 'r', startedAt: '2026-01-01T00:00:00.000Z', trials: 1 },
  fingerprint: {
    aieval: '0.1.0',
    data: 'd',
    target: 'rag',
    prompt: 'p',
    corpus: 'c',
    retriever: 'r',
    routing: 'o',
    models: {},
    scorers: {},
  },
  served: ['m'],
  metrics: { factual_accuracy: { n: 2, mean: 0.5 } },
  samples: [
    { id: 'a', hash: '1', trials: [{ status: 'answered', scores: { factual_accuracy: 1 }, answer: 'line\nbreak' }] },
    { id: 'b', hash: '2', trials: [{ status: 'errored', scores: {}, failure: 'timeout' }] },
  ],
}

const fileWith = async (text: string): Promise<string> => {
  const file = join(await mkdtemp(join(tmpdir(), 'aieval-')), 'baseline.json')
  await writeFile(file, text)
  return file
}

test('what is written is read back the same, and writes the same bytes again', async () => {
  const file = await fileWith('')
  await writeBaseline(file, baseline)
  const back = await readBaseline(file)
  assert.deepEqual(back, baseline)
  assert.equal(baselineText(back), baselineText(baseline))
})

test('each sample has a line of its own', () => {
  assert.equal(
    baselineText(baseline)
      .split('\n')
      .filter((line) => line.includes('"hash"')).length,
    2,
  )
})

const refused = (name: string, text: string, message: RegExp): void =>
  void test(`refused: ${name}`, async () => {
    await assert.rejects(readBaseline(await fileWith(text)), message)
  })

refused(
  'a merge conflict, before anything is parsed',
  baselineText(baseline).replace('  "served"', '<<<<<<< ours\n  "served"'),
  /merge conflict/,
)
refused('a newer format', baselineText(baseline).replace('"format": 1', '"format": 2'), /format 2/)
refused('a file cut short', baselineText(baseline).slice(0, -20), /not JSON/)
refused('some other JSON', '{}', /not a baseline/)
refused(
  'a sample twice, as git may merge it',
  baselineText({ ...baseline, samples: [...baseline.samples, ...baseline.samples] }),
  /the sample a stands twice/,
)
refused(
  'a sample without its trials',
  baselineText(baseline).replace('"trials":[{"status":"errored"', '"tried":[{"status":"errored"'),
  /not a sample/,
)

test('an answer with NUL or half a character is written so that it can be read back', async () => {
  const file = await fileWith('')
  const odd: Baseline = {
    ...baseline,
    samples: [{ id: 'a', hash: '1', trials: [{ status: 'answered', scores: {}, answer: 'x\0\uD83Dy' }] }],
  }
  await writeBaseline(file, odd)
  assert.equal((await readBaseline(file)).samples[0]?.trials[0]?.answer, 'x\uFFFD\uFFFDy')
})
