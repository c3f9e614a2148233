import assert from 'node:assert/strict'
import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test from 'node:test'
import type { Baseline } from '../../src/domain/run.ts'
import { baselineParts, readBaseline, writeBaseline } from '../../src/files/baseline.ts'

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

const baselineText = ({ samples, ...head }: Baseline): string => [...baselineParts(head, samples)].join('')

const fileWith = async (text: string): Promise<string> => {
  const file = join(await mkdtemp(join(tmpdir(), 'aieval-')), 'baseline.json')
  await writeFile(file, text)
  return file
}

test('what is written is read back the same, and writes the same bytes again', async () => {
  const file = await fileWith('')
  await writeBaseline(file, baseline, baseline.samples)
  const back = await readBaseline(file)
  assert.deepEqual([...back.all()], baseline.samples)
  assert.deepEqual(back.of('b'), baseline.samples[1])
  assert.equal(back.of('c'), undefined)
  assert.equal(baselineText({ ...back, samples: [...back.all()] }), baselineText(baseline))
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
  await writeBaseline(file, odd, odd.samples)
  assert.equal((await readBaseline(file)).of('a')?.trials[0]?.answer, 'x\uFFFD\uFFFDy')
})

test('what is held of a sample are its scores and what became of it; its words are read when they are asked for', async () => {
  const { samples } = await readBaseline(await fileWith(baselineText(baseline)))
  assert.deepEqual(samples, [
    { id: 'a', hash: '1', trials: [{ status: 'answered', scores: { factual_accuracy: 1 } }] },
    { id: 'b', hash: '2', trials: [{ status: 'errored', scores: {}, failure: 'timeout' }] },
  ])
})

test('a baseline that a formatter has laid out anew is read the same', async () => {
  const written = await readBaseline(await fileWith(baselineText(baseline)))
  const laidOut = await readBaseline(await fileWith(JSON.stringify(JSON.parse(baselineText(baseline)), null, 4)))
  assert.deepEqual([...laidOut.all()], [...written.all()])
  assert.deepEqual([laidOut.samples, laidOut.accepted, laidOut.fingerprint], [written.samples, written.accepted, written.fingerprint])
  assert.deepEqual(laidOut.of('a'), written.of('a'))
})

test('the digest is that of the content', async () => {
  const digests = await Promise.all(
    [baseline, baseline, { ...baseline, samples: baseline.samples.slice(1) }].map(
      async (each) => (await readBaseline(await fileWith(baselineText(each)))).digest,
    ),
  )
  assert.equal(digests[0], digests[1])
  assert.notEqual(digests[0], digests[2])
})

refused('a comma that is missing between two samples', baselineText(baseline).replace('}]},\n', '}]}\n'), /not JSON/)
