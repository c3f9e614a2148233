import assert from 'node:assert/strict'
import { appendFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test from 'node:test'
import type { SampleRecord } from '../../src/domain/run.ts'
import { openRun, readLastRun, type StoredRun } from '../../src/files/runs.ts'
import { answer, failure, headerOf, many, record } from '../run/plan.ts'

const header = { ...headerOf(many(4)), moreTrials: { s1: 2 } }
/** In the order of the plan: s0, s1, s1 again, s2, s3. */
const said = (place: number): SampleRecord => {
  const id = ['s0', 's1', 's1', 's2', 's3'][place] ?? ''
  return record(answer(`said ${place} ä`), { id, trial: place === 2 ? 2 : 1 })
}

const home = (): Promise<string> => mkdtemp(join(tmpdir(), 'aieval-'))

/** A run of which these places were recorded, in this order, before the process died. */
const died = async (places: readonly number[]): Promise<{ readonly at: string; readonly file: string }> => {
  const at = await home()
  const run = await openRun(at, header)
  for (const place of places) await run.append(said(place), place)
  return { at, file: join(run.folder, 'records.jsonl') }
}

const last = async (at: string): Promise<StoredRun> => {
  const stored = await readLastRun(at)
  assert.ok(stored !== undefined)
  return stored
}

test('records stand in the order of the plan once a run is finished, whichever was ready first', async () => {
  const at = await home()
  const run = await openRun(at, header)
  await Promise.all([4, 2, 0, 3, 1].map((place) => run.append(said(place), place)))
  const recordings = await run.finish(undefined)
  assert.deepEqual([...recordings.all()], [0, 1, 2, 3, 4].map(said))
  assert.deepEqual(recordings.of('s1'), [said(1), said(2)])
  assert.deepEqual(recordings.of('unknown'), [])
  const stored = await last(at)
  assert.deepEqual([stored.ended, [...stored.recordings.all()]], ['complete', [...recordings.all()]])
})

test('a run that died is read as far as it got, in the order of the plan', async () => {
  const { at } = await died([3, 1])
  const stored = await last(at)
  assert.deepEqual([stored.ended, [...stored.recordings.all()]], [null, [said(1), said(3)]])
  assert.deepEqual([...stored.table.places()], [1, 3])
})

test('half a line at the end is left behind, and the run goes on behind the last whole one', async () => {
  const { at, file } = await died([0, 3])
  for (const half of ['{"id":"s1","has', JSON.stringify(said(1))]) {
    await appendFile(file, half)
    const stored = await last(at)
    assert.deepEqual([...stored.table.places()], [0, 3])
    const run = await openRun(at, stored.header, stored)
    await run.append(said(1), 1)
    assert.equal((await readFile(file, 'utf8')).split('\n').length, 4)
    await writeFile(file, `${[0, 3].map((place) => JSON.stringify(said(place))).join('\n')}\n`)
  }
})

test('a run that goes on ends with the same bytes as one that was never cut off', async () => {
  const whole = await died([])
  const run = await openRun(whole.at, header)
  for (const place of [0, 1, 2, 3, 4]) await run.append(said(place), place)
  await run.finish(undefined)
  const { at, file } = await died([4, 1])
  const stored = await last(at)
  const again = await openRun(at, stored.header, stored)
  for (const place of [3, 0, 2]) await again.append(said(place), place)
  await again.finish(undefined)
  assert.equal(await readFile(file, 'utf8'), await readFile(whole.file, 'utf8'))
  assert.equal(await readFile(join(at, 'last', 'run.json'), 'utf8'), await readFile(join(whole.at, 'last', 'run.json'), 'utf8'))
})

test('a damaged line in the middle is refused, with its number', async () => {
  const { at, file } = await died([0, 1])
  const text = await readFile(file, 'utf8')
  for (const [damaged, line] of [
    [text.replace('{"id"', '{"id'), 1],
    [text.replace('"s1"', '"s9"'), 2],
  ] as const) {
    await writeFile(file, damaged)
    await assert.rejects(
      readLastRun(at),
      (error: Error & { readonly problems?: readonly { readonly at?: { readonly line: number } }[] }) => {
        assert.match(error.message, /not a record of this run/)
        return error.problems?.[0]?.at?.line === line
      },
    )
  }
})

test('what is dropped counts as not recorded; of two records of one place the later counts', async () => {
  const at = await home()
  const run = await openRun(at, header)
  await run.append(record(failure('timeout'), { id: 's0' }), 0)
  await run.append(said(3), 3)
  await run.append(record(failure('server'), { id: 's2' }), 3)
  const stored = await last(at)
  stored.drop(({ output }) => output.status === 'errored')
  assert.deepEqual([...stored.table.places()], [])
  await run.append(said(0), 0)
  assert.deepEqual([...(await last(at)).recordings.of('s0')], [said(0)])
})

test('where no run was begun there is none', async () => {
  const at = await home()
  assert.equal(await readLastRun(at), undefined)
  const { at: begun, file } = await died([])
  await rm(file)
  assert.equal(await readLastRun(begun), undefined, 'it died before it recorded anything')
})
