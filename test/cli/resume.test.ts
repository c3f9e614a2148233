import assert from 'node:assert/strict'
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { test } from 'node:test'
import { killAndResume } from './kill-and-resume.ts'
import { startOpenAiServer, type Handler, type OpenAiServer } from '../servers/openai.ts'
import { questionsOf } from '../servers/questions.ts'
import { aieval, folderWith, startAieval, type Ran } from './spawn.ts'

for (const instant of [1, 40, 173, 299])
  test(`killed at request ${instant} of 300, a run goes on: nothing on disk is lost, only what was under way is asked again`, async () => {
    const { repeated } = await killAndResume(300, instant)
    assert.ok(repeated <= 64, `${repeated} calls made again`)
  })

const suite = (url: string): Record<string, string> => ({
  'aieval.config.yaml': `
test_set_path: set.jsonl
metrics: [factual_accuracy]
regression_threshold: { factual_accuracy: 0.03 }
models:
  primary: { provider: openai, model: chat-2026-01-01, base_url: ${url} }
target: { kind: chat, prompt: prompt.md, deterministic: true }
concurrency: 4
`,
  'prompt.md': 'How long does {{input}} take?',
  'set.jsonl': Array.from({ length: 60 }, (_, index) =>
    JSON.stringify({
      id: `s${index}`,
      input: `delivery ${index}`,
      expected: { answerable: true, facts: [{ id: 'f1', number: 9, unit: 'day' }] },
    }),
  ).join('\n'),
})

const right: Handler = () => ({ text: 'It takes 9 days.' })
const slow: Handler = () => ({ text: 'It takes 9 days.', delayMs: 300 })

const withServer = async (reply: Handler, work: (server: OpenAiServer) => Promise<void>): Promise<void> => {
  const server = await startOpenAiServer({ reply })
  try {
    await work(server)
  } finally {
    await server.close()
  }
}

type Counts = { readonly planned: number; readonly scored: number; readonly errored: number; readonly notRun: number }
const countsOf = ({ out }: Ran): Counts => (JSON.parse(out) as { readonly counts: Counts }).counts

for (const [signal, exit] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)
  test(`${signal} begins nothing new, waits for what is under way, and says how to go on`, async () => {
    await withServer(slow, async (server) => {
      const folder = await folderWith(suite(server.url))
      const running = startAieval(folder, ['run', '--json', '--no-cache'])
      while (questionsOf(server).length < 6) await new Promise(setImmediate)
      running.kill(signal)
      const ended = await running.ended
      assert.equal(ended.exit, exit)
      const { scored, errored, notRun } = countsOf(ended)
      assert.deepEqual([scored, errored, scored + notRun], [questionsOf(server).length, 0, 60], 'what was under way came to its end')
      assert.match(ended.out, /"aieval run --resume"/)
      const asked = questionsOf(server).length
      const resumed = await aieval(folder, ['run', '--resume', '--json', '--no-cache'])
      assert.deepEqual(countsOf(resumed), { planned: 60, scored: 60, errored: 0, notRun: 0, failed: 0 })
      assert.equal(questionsOf(server).length, 60)
      assert.match(resumed.err, new RegExp(`^resuming: ${asked} of 60 are done, ${60 - asked} to go$`, 'm'))
    })
  })

test('a second SIGINT does not wait', async () => {
  await withServer(
    () => ({ instead: 'hang' }),
    async (server) => {
      const folder = await folderWith(suite(server.url))
      const running = startAieval(folder, ['run', '--json'])
      while (questionsOf(server).length < 4) await new Promise(setImmediate)
      running.kill('SIGINT')
      await new Promise((resolve) => setTimeout(resolve, 200))
      running.kill('SIGINT')
      const ended = await running.ended
      assert.equal(ended.exit, 130)
      assert.deepEqual(countsOf(ended), { planned: 60, scored: 0, errored: 0, notRun: 60, failed: 0 })
    },
  )
})

test('what could not be measured is asked again, and nothing else', async () => {
  let broken = true
  const flaky: Handler = ({ messages }) =>
    broken && /delivery \d*7 /.test(messages[0]?.content ?? '') ? { status: 400, errorCode: 'odd' } : { text: 'It takes 9 days.' }
  await withServer(flaky, async (server) => {
    const folder = await folderWith(suite(server.url))
    const first = await aieval(folder, ['run', '--json', '--no-cache'])
    assert.deepEqual([first.exit, countsOf(first).errored], [3, 6])
    broken = false
    const asked = questionsOf(server).length
    const resumed = await aieval(folder, ['run', '--resume', '--json', '--no-cache'])
    assert.deepEqual([resumed.exit, questionsOf(server).length - asked], [4, 6])
    assert.equal(countsOf(resumed).scored, 60)
    assert.equal((await aieval(folder, ['baseline', '-q'])).exit, 0)
    assert.equal(questionsOf(server).length, asked + 6, 'the resumed run can be accepted as it is')
  })
})

test('a run of another plan is not gone on with: what differs is named, and nothing is asked', async () => {
  await withServer(right, async (server) => {
    const folder = await folderWith(suite(server.url))
    const none = await aieval(folder, ['run', '--resume'])
    assert.deepEqual([none.exit, none.err], [2, 'there is no run to resume (aieval run)\n'])
    await aieval(folder, ['run', '-q'])
    const asked = questionsOf(server).length
    const part = await aieval(folder, ['run', '--resume', '--only', 's1'])
    assert.equal(part.exit, 2)
    assert.match(
      part.err,
      /the last run cannot be resumed, it is of another plan: 60 samples → 1, the whole set → a part \(start again: aieval run\)/,
    )
    const again = await aieval(folder, ['run', '--resume', '--json'])
    assert.equal(countsOf(again).scored, 60)
    assert.equal(questionsOf(server).length, asked, 'a run that is complete is judged again')
  })
})

/** What the file system does to a run, where this machine can be made to. */
const isRoot = process.getuid?.() === 0
const canMount = isRoot && spawns('mount', ['--version'])
const canTrace = spawns('strace', ['--version'])

function spawns(program: string, args: readonly string[]): boolean {
  try {
    execFileSync(program, args, { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

test(
  'a disk that fills up ends in exit 3 with a journal that can be gone on with',
  { skip: !canMount && 'needs to mount a tmpfs' },
  async (t) => {
    await withServer(right, async (server) => {
      const folder = await folderWith({
        ...suite(server.url),
        'set.jsonl': (suite(server.url)['set.jsonl'] ?? '').replaceAll('delivery', `delivery ${'x'.repeat(400)}`),
      })
      const home = join(folder, '.aieval')
      await mkdir(home)
      try {
        execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=28k', 'tmpfs', home])
      } catch {
        t.skip('no tmpfs can be mounted here')
        return
      }
      try {
        const full = await aieval(folder, ['run', '--no-cache', '-q'])
        assert.equal(full.exit, 3, full.err)
        assert.match(full.err, /ENOSPC/)
        assert.match(full.err, /what was measured until then is kept in .*: aieval run --resume/)
        execFileSync('mount', ['-o', 'remount,size=4m', home])
        const asked = questionsOf(server).length
        const resumed = await aieval(folder, ['run', '--resume', '--no-cache', '--json'])
        assert.equal(resumed.exit, 4, resumed.err)
        assert.equal(countsOf(resumed).scored, 60)
        assert.ok(questionsOf(server).length - asked < 60, 'what was kept is not asked again')
      } finally {
        execFileSync('umount', [home])
      }
    })
  },
)

/** A run under strace, which makes every fdatasync fail. */
const traced = async (folder: string): Promise<{ readonly status: number | null; readonly stderr: string }> => {
  const bin = join(import.meta.dirname, '..', '..', 'bin', 'aieval.js')
  const inject = ['-f', '-o', '/dev/null', '-e', 'inject=fdatasync:error=EIO:when=1+']
  const child = spawn('strace', [...inject, process.execPath, bin, 'run', '-q', '--no-cache'], {
    cwd: folder,
    env: { PATH: process.env['PATH'] ?? '', HOME: folder },
  })
  const [stderr] = await Promise.all([text(child.stderr), once(child, 'close')])
  return { status: child.exitCode, stderr }
}

test('a disk that fails on its fsync ends in exit 3', { skip: !canTrace && 'needs strace' }, async () => {
  await withServer(right, async (server) => {
    const folder = await folderWith(suite(server.url))
    const { status, stderr } = await traced(folder)
    assert.equal(status, 3, stderr)
    assert.match(stderr, /EIO/)
  })
})

test('a folder that cannot be written, or that vanishes, ends in exit 3', async () => {
  let folder = ''
  let vanish = false
  const reply: Handler = async ({ index }) => {
    if (vanish && index === 20) await rm(join(folder, '.aieval'), { recursive: true, force: true })
    return { text: 'It takes 9 days.' }
  }
  await withServer(reply, async (server) => {
    folder = await folderWith(suite(server.url))
    if (!isRoot) {
      await chmod(folder, 0o500)
      assert.equal((await aieval(folder, ['run', '-q'])).exit, 3)
      await chmod(folder, 0o700)
    }
    vanish = true
    const { exit, err } = await aieval(folder, ['run', '-q', '--no-cache'])
    assert.equal(exit, 3, err)
    assert.match(err, /ENOENT/)
    await assert.rejects(readFile(join(folder, '.aieval', 'last', 'verdict.json')), /ENOENT/)
  })
})
