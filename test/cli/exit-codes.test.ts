import assert from 'node:assert/strict'
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { describe, test } from 'node:test'
import { runProgram } from '../../src/commands/program.ts'
import type { Context } from '../../src/domain/context.ts'
import { recordedSuite } from './recorded-suite.ts'
import { aieval, folderWith } from './spawn.ts'

type Files = Readonly<Record<string, string>>

type Case = {
  readonly what: string
  /** The suite when the baseline is accepted; none is accepted where it is left out. */
  readonly before?: Files
  readonly now: Files
  readonly args?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  readonly exit: number
  /** What stands first on the verdict line; nothing is judged where it is left out. */
  readonly says?: string
}

const whole = recordedSuite(60)
const large = recordedSuite(120)

const cases: readonly Case[] = [
  { what: 'held', before: large, now: large, exit: 0, says: 'PASS ' },
  { what: 'unproven', before: recordedSuite(30), now: recordedSuite(30), exit: 0, says: 'PASS (unproven)' },
  { what: 'an error that decides nothing', before: large, now: recordedSuite(120, { errors: 1 }), exit: 0, says: 'PASS ' },
  { what: 'help', now: {}, args: ['--help'], exit: 0 },
  { what: 'help of a command', now: {}, args: ['run', '--help'], exit: 0 },
  { what: 'the version', now: {}, args: ['--version'], exit: 0 },
  { what: 'a first baseline', now: whole, args: ['baseline'], exit: 0 },
  { what: 'a baseline that drops less than allowed', before: whole, now: recordedSuite(60, { wrong: 2 }), args: ['baseline'], exit: 0 },

  { what: 'a drop beyond its threshold', before: whole, now: recordedSuite(60, { wrong: 6 }), exit: 1, says: 'FAIL ' },
  { what: 'a drop within noise', before: recordedSuite(13), now: recordedSuite(13, { wrong: 1 }), exit: 1, says: 'FAIL ' },
  { what: 'a drop that no error could undo', before: large, now: recordedSuite(120, { wrong: 10, errors: 1 }), exit: 1, says: 'FAIL ' },
  {
    what: 'a drop, as JSON',
    before: whole,
    now: recordedSuite(60, { wrong: 6 }),
    args: ['run', '--json'],
    exit: 1,
    says: '"outcome": "fail"',
  },

  { what: 'an unknown command', now: {}, args: ['rum'], exit: 2 },
  { what: 'an unknown flag', now: whole, args: ['run', '--stritc'], exit: 2 },
  { what: 'no config', now: {}, exit: 2 },
  { what: 'a broken config', now: recordedSuite(3, { config: 'polcy: evidence' }), exit: 2 },
  { what: 'broken data', now: { ...whole, 'samples.jsonl': '{"id":1}' }, exit: 2 },
  { what: 'broken outputs', now: { ...whole, 'outputs.jsonl': '{' }, exit: 2 },
  { what: 'a broken baseline', now: { ...whole, 'eval/baseline.json': '<<<<<<< HEAD\n' }, exit: 2 },
  { what: 'an empty selection', now: whole, args: ['run', '--only', 'q-999'], exit: 2 },
  { what: 'an empty test set', now: { ...whole, 'samples.jsonl': '\n' }, exit: 2 },
  { what: 'a baseline that regresses', before: whole, now: recordedSuite(60, { wrong: 6 }), args: ['baseline'], exit: 2 },
  { what: 'a baseline in CI', now: whole, args: ['baseline'], env: { CI: '1' }, exit: 2 },
  {
    what: 'a baseline without its reason',
    now: recordedSuite(60, { config: 'deployment: { change_management: required }' }),
    args: ['baseline'],
    exit: 2,
  },
  { what: 'candidates for recorded outputs', now: whole, args: ['compare-models', 'm-2026-01-01'], exit: 2 },

  { what: 'more errors than allowed', before: whole, now: recordedSuite(60, { errors: 2 }), exit: 3, says: 'COULD NOT MEASURE' },
  { what: 'more errors than allowed, without a baseline', now: recordedSuite(60, { errors: 2 }), exit: 3, says: 'COULD NOT MEASURE' },
  {
    what: 'more errors than allowed, of a selection',
    before: whole,
    now: recordedSuite(60, { errors: 2 }),
    args: ['run', '--only', 'q-0'],
    exit: 3,
    says: 'COULD NOT MEASURE',
  },
  { what: 'errors that decide', before: large, now: recordedSuite(120, { wrong: 5, errors: 2 }), exit: 3, says: 'COULD NOT MEASURE' },
  { what: 'a baseline of errors', now: recordedSuite(60, { errors: 2 }), args: ['baseline'], exit: 3, says: 'COULD NOT MEASURE' },
  { what: 'a report that cannot be written', now: whole, args: ['run', '-o', 'json=samples.jsonl/x.json'], exit: 3 },

  { what: 'no baseline', now: whole, exit: 4, says: 'NO VERDICT' },
  {
    what: 'unproven under --strict',
    before: recordedSuite(30),
    now: recordedSuite(30),
    args: ['run', '--strict'],
    exit: 4,
    says: 'NO VERDICT',
  },
  {
    what: 'unproven under evidence',
    before: recordedSuite(30),
    now: recordedSuite(30, { config: 'policy: evidence' }),
    exit: 4,
    says: 'NO VERDICT',
  },
  {
    what: 'a selection, even of what got worse',
    before: whole,
    now: recordedSuite(60, { wrong: 6 }),
    args: ['run', '--only', 'q-0', 'q-1', 'q-2'],
    exit: 4,
    says: 'NO VERDICT',
  },
  { what: 'another set', before: recordedSuite(60), now: recordedSuite(57), exit: 4, says: 'NO VERDICT' },

  {
    what: 'a bug of ours',
    now: whole,
    env: { NODE_OPTIONS: '--import=data:text/javascript,performance.now=()=>{throw(new(TypeError)(`injected`))}' },
    exit: 70,
  },
]

const words = ['PASS', 'FAIL', 'COULD NOT MEASURE', 'NO VERDICT']

/** The verdict's words, where the screen shows a verdict. */
const shownVerdict = (out: string): string | undefined => words.find((word) => out.split('\n').some((line) => line.startsWith(word)))

const verdictOf: Readonly<Record<string, number>> = { PASS: 0, FAIL: 1, 'COULD NOT MEASURE': 3, 'NO VERDICT': 4 }

describe('the exit code says what the screen says', { concurrency: 2 }, () => {
  for (const { what, before, now, args = ['run'], env, exit, says } of cases)
    test(`${exit}: ${what}`, async () => {
      const folder = await folderWith(before ?? {})
      if (before !== undefined) assert.equal((await aieval(folder, ['baseline', '--quiet'])).exit, 0)
      for (const [name, content] of Object.entries(now)) {
        await mkdir(dirname(join(folder, name)), { recursive: true })
        await writeFile(join(folder, name), content)
      }
      const ran = await aieval(folder, args, env)
      assert.equal(ran.exit, exit, ran.out + ran.err)
      assert.ok(ran.out.includes(says ?? ''), ran.out)
      const shown = shownVerdict(ran.out)
      if (shown !== undefined) assert.equal(verdictOf[shown], exit)
      if (exit === 2 || exit === 70) {
        assert.equal(ran.out, '')
        assert.notEqual(ran.err, '')
      }
    })
})

/** Time stands still. */
const untilCalledOff = (_ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))

const contextIn = (cwd: string, now: () => number): Context => ({
  cwd,
  env: {},
  out: () => undefined,
  err: () => undefined,
  outIsTty: false,
  errIsTty: false,
  clock: { now, sleep: untilCalledOff },
  random: () => 0,
  stopping: new AbortController().signal,
  signal: new AbortController().signal,
  version: '0.0.0',
})

test('a bug is not caught on its way to the edge, where it is exit 70', async () => {
  const folder = await folderWith(whole)
  const bug = new RangeError('injected')
  const buggy = (): number => {
    throw bug
  }
  await assert.rejects(
    runProgram(contextIn(folder, buggy), ['run'], () => undefined),
    bug,
  )
})

test('a signal outranks the verdict, a mistake of the caller outranks the signal', async () => {
  const folder = await folderWith(whole)
  const context = contextIn(folder, () => 0)
  assert.equal(await runProgram(context, ['run'], () => 'SIGINT'), 130)
  assert.equal(await runProgram(context, ['run'], () => 'SIGTERM'), 143)
  assert.equal(await runProgram(context, ['run', '--only', 'q-999'], () => 'SIGINT'), 2)
})
