import assert from 'node:assert/strict'
import { readFile, readdir, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { pathToFileURL } from 'node:url'
import type { Gate } from '../../src/domain/gate.ts'
import { recordedSuite } from './recorded-suite.ts'
import { commit, git, pullRequest, put, repositoryWith, type Files, type PullRequest } from './repository.ts'
import { aieval, folderWith, type Ran } from './spawn.ts'

const good = recordedSuite(120)
const worse = recordedSuite(120, { wrong: 12 })
const outputs = { 'outputs.jsonl': worse['outputs.jsonl'] ?? '' }
const label = 'aieval: gate inputs approved'

const accept = async (folder: string): Promise<void> => {
  const { exit, out, err } = await aieval(folder, ['baseline', '--quiet', '--accept-regression'])
  assert.equal(exit, 0, out + err)
}

/** Every line of a file of JSON lines as `change` has it; those it has nothing for are left out. */
const lines = (text: string, change: (line: string, index: number) => string | undefined): string =>
  text
    .trim()
    .split('\n')
    .flatMap((line, index) => {
      const changed = change(line, index)
      return changed === undefined ? [] : [`${changed}\n`]
    })
    .join('')

const samples = good['samples.jsonl'] ?? ''
const config = good['aieval.config.yaml'] ?? ''
const twoMetrics = config
  .replace('[factual_accuracy]', '[format_compliance, factual_accuracy]')
  .replace('{ factual', '{ format_compliance: 0.02, factual')
const easy = lines(samples, (line, index) => (index < 12 ? undefined : line))

const edited = async (folder: string, change: (text: string) => string): Promise<void> => {
  const file = join(folder, 'eval/baseline.json')
  await put(folder, { 'eval/baseline.json': change(await readFile(file, 'utf8')) })
}

type Case = {
  readonly what: string
  readonly change: (folder: string) => Promise<void>
  readonly base?: Files
  readonly exit: number
  /** What the output names. */
  readonly says: RegExp
}

const cases: readonly Case[] = [
  { what: 'an honest change', change: async () => undefined, exit: 0, says: /^PASS /m },
  { what: 'an honest regression', change: (folder) => put(folder, outputs), exit: 1, says: /^FAIL {3}factual_accuracy dropped 10\.0/m },
  {
    what: 'the baseline edited down',
    async change(folder) {
      await put(folder, outputs)
      await edited(folder, (text) =>
        text.replaceAll(/^(.*"id":"q-\d".*|.*"id":"q-1[01]".*)$/gm, (line) => line.replace('"factual_accuracy":1', '"factual_accuracy":0')),
      )
    },
    exit: 5,
    says: /baseline\.factual_accuracy 1\.0000 → 0\.9000/,
  },
  {
    what: 'the baseline regenerated in the same change',
    async change(folder) {
      await put(folder, outputs)
      await accept(folder)
    },
    exit: 5,
    says: /baseline\.factual_accuracy 1\.0000 → 0\.9000/,
  },
  {
    what: 'the threshold raised',
    change: (folder) => put(folder, { ...outputs, 'aieval.config.yaml': config.replace('0.05', '0.5') }),
    exit: 5,
    says: /regression_threshold\.factual_accuracy 0\.05 → 0\.5/,
  },
  {
    what: 'the threshold taken away',
    base: { ...good, 'aieval.config.yaml': twoMetrics },
    change: (folder) => put(folder, { ...outputs, 'aieval.config.yaml': twoMetrics.replace(', factual_accuracy: 0.05', '') }),
    exit: 5,
    says: /regression_threshold\.factual_accuracy 0\.05 → none/,
  },
  {
    what: 'the metric exchanged',
    async change(folder) {
      await put(folder, { ...outputs, 'aieval.config.yaml': config.replaceAll('factual_accuracy', 'format_compliance') })
    },
    exit: 5,
    says: /metrics factual_accuracy → format_compliance/,
  },
  {
    what: 'the policy softened',
    base: recordedSuite(13),
    change: (folder) => put(folder, { ...recordedSuite(13, { wrong: 1, config: 'policy: evidence' }) }),
    exit: 5,
    says: /policy threshold → evidence/,
  },
  {
    what: 'hard samples deleted, their outputs too',
    async change(folder) {
      await put(folder, {
        'samples.jsonl': easy,
        'outputs.jsonl': lines(good['outputs.jsonl'] ?? '', (line, at) => (at < 12 ? undefined : line)),
      })
      await accept(folder)
    },
    exit: 5,
    says: /12 samples removed \(q-0, q-1/,
  },
  {
    what: 'hard samples deleted, still answered wrong',
    async change(folder) {
      await put(folder, { ...outputs, 'samples.jsonl': easy })
      await accept(folder)
    },
    exit: 5,
    says: /factual_accuracy dropped 10\.0 points/,
  },
  {
    what: 'hard samples retired',
    async change(folder) {
      const retired = lines(samples, (line, at) => (at < 12 ? line.replace(/}$/, ',"review":{"status":"retired"}}') : line))
      await put(folder, { ...outputs, 'samples.jsonl': retired })
      await accept(folder)
    },
    exit: 5,
    says: /12 samples removed/,
  },
  {
    what: 'expectations changed to what is answered',
    async change(folder) {
      await put(folder, { ...outputs, 'samples.jsonl': lines(samples, (line, at) => (at < 12 ? line.replace('blue', 'red') : line)) })
      await accept(folder)
    },
    exit: 5,
    says: /12 samples changed \(q-0, q-1/,
  },
  {
    what: 'test_set_path narrowed',
    base: {
      ...good,
      'aieval.config.yaml': config.replace('samples.jsonl', '"data/*.jsonl"'),
      'samples.jsonl': '',
      'data/easy.jsonl': easy,
      'data/hard.jsonl': lines(samples, (line, at) => (at < 12 ? line : undefined)),
    },
    async change(folder) {
      await put(folder, { ...outputs, 'aieval.config.yaml': config.replace('samples.jsonl', 'data/easy.jsonl') })
      await accept(folder)
    },
    exit: 5,
    says: /test_set_path data\/\*\.jsonl → data\/easy\.jsonl/,
  },
  {
    what: 'hard samples made to error',
    change: (folder) => put(folder, recordedSuite(120, { errors: 12 })),
    exit: 3,
    says: /^COULD NOT MEASURE {3}12 of 120/m,
  },
  {
    what: 'hard samples made to error, and errors allowed',
    async change(folder) {
      await put(folder, recordedSuite(120, { errors: 4, config: 'max_error_rate: 0.05' }))
    },
    exit: 5,
    says: /max_error_rate 0\.02 → 0\.05/,
  },
  {
    what: 'the suite moved, with a threshold of its own',
    change: (folder) => put(folder, { ...outputs, 'aieval.config.yaml': '', 'aieval.config.json': JSON.stringify(movedConfig) }),
    exit: 5,
    says: /regression_threshold\.factual_accuracy 0\.05 → 0\.5/,
  },
  {
    what: 'a stricter threshold, which this very change breaks',
    change: (folder) => stricter(folder),
    exit: 5,
    says: /under this change's own gate inputs: fail/,
  },
  {
    what: 'a stricter threshold that holds',
    change: (folder) => put(folder, { 'aieval.config.yaml': config.replace('0.05', '0.04') }),
    exit: 0,
    says: /the verdict is the same under both: regression_threshold\.factual_accuracy 0\.05 → 0\.04/,
  },
  {
    what: 'a regression under both, whatever else was changed',
    change: (folder) => put(folder, { ...outputs, 'aieval.config.yaml': config.replace('0.05', '0.06') }),
    exit: 1,
    says: /^FAIL /m,
  },
]

const movedConfig = {
  test_set_path: 'samples.jsonl',
  metrics: ['factual_accuracy'],
  regression_threshold: { factual_accuracy: 0.5 },
  target: { kind: 'recorded', outputs: 'outputs.jsonl' },
}

const judged = ({ folder, env }: PullRequest, ...args: readonly string[]): Promise<Ran> => aieval(folder, ['run', '--quiet', ...args], env)

describe('a change cannot weaken its own gate', { concurrency: 2 }, () => {
  for (const { what, change, base = good, exit, says } of cases)
    test(`${exit}: ${what}`, async () => {
      const pull = await pullRequest(await repositoryWith(base), change)
      const ran = await judged(pull)
      assert.equal(ran.exit, exit, ran.out + ran.err)
      assert.match(ran.out, says)
      assert.equal(/^GATE CHANGED /m.test(ran.out), exit === 5, ran.out)
      assert.match(ran.out, /this verdict can be forged by code in this change/)
      assert.deepEqual(
        (await readdir(join(pull.folder, '.aieval'))).filter((name) => name.startsWith('base-')),
        [],
      )
    })
})

const stricter = (folder: string): Promise<void> =>
  put(folder, { ...recordedSuite(120, { wrong: 4 }), 'aieval.config.yaml': config.replace('0.05', '0.01') })

const raised = (folder: string): Promise<void> => put(folder, { ...outputs, 'aieval.config.yaml': config.replace('0.05', '0.5') })

const hashIn = (out: string): string => /gate inputs of this change: ([0-9a-f]{32})/.exec(out)?.[1] ?? 'none'

describe('a reviewer lets a change of the gate count', { concurrency: 2 }, () => {
  test('by the label of the pull request', async () => {
    const ran = await judged(await pullRequest(await repositoryWith(good), raised, [label]))
    assert.equal(ran.exit, 0, ran.out + ran.err)
    assert.match(ran.out, /this change's own count, approved by label/)
  })

  test('by no other label', async () => {
    assert.equal((await judged(await pullRequest(await repositoryWith(good), raised, ['aieval', 'approved']))).exit, 5)
  })

  test('by the hash of these gate inputs, and by that of no others', async () => {
    const pull = await pullRequest(await repositoryWith(good), raised)
    const hash = hashIn((await judged(pull)).out)
    const approved = await judged(pull, '--approve-inputs', hash)
    assert.equal(approved.exit, 0, approved.out + approved.err)
    assert.match(approved.out, /approved by hash/)
    assert.equal((await judged(pull, '--approve-inputs', '')).exit, 5)
    await put(pull.folder, { 'aieval.config.yaml': config.replace('0.05', '0.6') })
    const other = await judged(pull, '--approve-inputs', hash)
    assert.equal(other.exit, 5)
    assert.match(other.out, /nothing was approved/)
  })

  test('and its own verdict counts, be it a fail', async () => {
    assert.equal((await judged(await pullRequest(await repositoryWith(good), stricter, [label]))).exit, 1)
  })
})

describe('which base is read', { concurrency: 2 }, () => {
  test('none yet: the own gate inputs alone, said aloud', async () => {
    const folder = await repositoryWith({ 'README.md': 'app' }, { baseline: false })
    const pull = await pullRequest(folder, async (at) => {
      await put(at, good)
      await accept(at)
    })
    const ran = await judged(pull)
    assert.equal(ran.exit, 0, ran.out + ran.err)
    assert.match(ran.out, /HEAD\^1 \([0-9a-f]{7}\) has no aieval\.config\.yaml yet: judged by this change's own gate inputs alone/)
  })

  test('one that was not fetched is exit 2, with what to write', async () => {
    const { folder, env } = await pullRequest(await repositoryWith(good), raised)
    const shallow = await folderWith({})
    await git(folder, 'branch', 'merged', 'HEAD')
    await git(shallow, 'clone', '-q', '--depth', '1', '--branch', 'merged', pathToFileURL(folder).href, 'clone')
    const ran = await aieval(join(shallow, 'clone'), ['run'], env)
    assert.equal(ran.exit, 2, ran.out + ran.err)
    assert.equal(ran.out, '')
    assert.match(ran.err, /the base HEAD\^1 cannot be read[^]*fetch-depth: 2/)
  })

  test('HEAD^1 only of the merge commit: on the branch itself it is a commit of the change', async () => {
    const pull = await pullRequest(await repositoryWith(good), raised)
    await git(pull.folder, 'checkout', '-q', 'change')
    await commit(pull.folder, 'a second commit')
    const onBranch = await judged(pull)
    assert.equal(onBranch.exit, 2, onBranch.out)
    assert.match(onBranch.err, /not the merge commit of this pull request/)
  })

  test('--base names it anywhere, and says so where it does not exist', async () => {
    const { folder } = await pullRequest(await repositoryWith(good), raised)
    const named = await aieval(folder, ['run', '--base', 'main'])
    assert.equal(named.exit, 5, named.out + named.err)
    assert.match(named.out, /under those of main/)
    assert.doesNotMatch(named.out, /forged/)
    for (const ref of ['nowhere', '--output=x', '']) assert.equal((await aieval(folder, ['run', `--base=${ref}`])).exit, 2, ref)
  })

  test('the merge group and the merge request name theirs', async () => {
    const { folder } = await pullRequest(await repositoryWith(good), raised)
    const base = await git(folder, 'rev-parse', 'main')
    await put(folder, { '.aieval/event.json': JSON.stringify({ merge_group: { base_sha: base } }) })
    const group = { CI: '1', GITHUB_EVENT_NAME: 'merge_group', GITHUB_EVENT_PATH: join(folder, '.aieval/event.json') }
    assert.equal((await aieval(folder, ['run'], group)).exit, 5)
    assert.equal((await aieval(folder, ['run'], { CI: '1', CI_MERGE_REQUEST_DIFF_BASE_SHA: base })).exit, 5)
    const lost = await aieval(folder, ['run'], { CI: '1', CI_MERGE_REQUEST_DIFF_BASE_SHA: 'f'.repeat(40) })
    assert.equal(lost.exit, 2)
    assert.match(lost.err, /GIT_DEPTH: 0/)
  })

  test('elsewhere none: said in CI, not at home', async () => {
    const { folder } = await pullRequest(await repositoryWith(good), raised)
    const home = await aieval(folder, ['run'])
    assert.equal(home.exit, 0)
    assert.doesNotMatch(home.out, /base was read|forged/)
    const pushed = await aieval(folder, ['run'], { CI: 'true', GITHUB_EVENT_NAME: 'push' })
    assert.equal(pushed.exit, 0)
    assert.match(pushed.out, /no base was read/)
  })

  test('one whose gate inputs are broken is exit 2, never the working tree; an approved change can mend it', async () => {
    const folder = await repositoryWith(good)
    await put(folder, { 'samples.jsonl': '{"id":1}\n' })
    await commit(folder, 'broken')
    const pull = await pullRequest(folder, (at) => put(at, good))
    const ran = await judged(pull)
    assert.equal(ran.exit, 2)
    assert.match(ran.err, /HEAD\^1:samples\.jsonl:1/)
    const hash = /--approve-inputs ([0-9a-f]{32})/.exec(ran.err)?.[1] ?? ''
    assert.equal((await judged(pull, '--approve-inputs', hash)).exit, 0)
  })
})

test('a suite in a folder of the repository reads its base there, schemas and data above it too', async () => {
  const inner = Object.fromEntries(Object.entries(good).map(([name, text]) => [`apps/bot/${name}`, text]))
  const files = {
    ...inner,
    'apps/bot/samples.jsonl': '',
    'data/samples.jsonl': lines(samples, (line) =>
      line.replace('"answerable":true', '"answerable":true,"format":{"schema_ref":"any.json"}'),
    ),
    'data/any.json': '{"type":"string"}',
    'apps/bot/aieval.config.yaml': config.replace('samples.jsonl', '../../data/*.jsonl'),
  }
  const folder = await repositoryWith(files, { baseline: false })
  await accept(join(folder, 'apps/bot'))
  await commit(folder, 'baseline')
  const pull = await pullRequest(folder, async (at) => {
    await put(at, { 'apps/bot/outputs.jsonl': outputs['outputs.jsonl'], 'data/any.json': '{}' })
    await accept(join(at, 'apps/bot'))
  })
  const ran = await aieval(join(pull.folder, 'apps/bot'), ['run'], pull.env)
  assert.equal(ran.exit, 5, ran.out + ran.err)
  assert.match(ran.out, /schema any\.json [0-9a-f]{8} → [0-9a-f]{8}/)
})

test('a test set behind a link is read through it in the base too; one that a change turns into a link is the one of the base', async () => {
  const { 'samples.jsonl': set = '', ...rest } = good
  const folder = await repositoryWith({ ...rest, 'data/set.jsonl': set }, { baseline: false })
  await symlink('data/set.jsonl', join(folder, 'samples.jsonl'))
  await accept(folder)
  await commit(folder, 'baseline')
  const behind = await pullRequest(folder, async (at) => {
    await put(at, { 'data/set.jsonl': easy, ...outputs })
    await accept(at)
  })
  assert.equal((await judged(behind)).exit, 5)
  await git(folder, 'checkout', '-q', '-f', 'main')
  await git(folder, 'branch', '-q', '-D', 'change')
  const turned = await pullRequest(folder, async (at) => {
    await put(at, { 'samples.jsonl': '', 'easy.jsonl': easy, ...outputs })
    await symlink('easy.jsonl', join(at, 'samples.jsonl'))
    await accept(at)
  })
  const ran = await judged(turned)
  assert.equal(ran.exit, 5, ran.out + ran.err)
  assert.match(ran.out, /12 samples removed/)
})

test('the JSON report tells both verdicts and what changed', async () => {
  const ran = await judged(await pullRequest(await repositoryWith(good), raised), '--json')
  const { outcome, exit, gate } = JSON.parse(ran.out) as {
    readonly outcome: string
    readonly exit: number
    readonly gate: Gate & { readonly base: { readonly status: 'judged' } }
  }
  assert.deepEqual([outcome, exit, gate.approval, gate.own.outcome], ['gate-changed', 5, 'none', 'pass'])
  assert.match(gate.hash, /^[0-9a-f]{32}$/)
  assert.deepEqual([gate.base.status, gate.base.ref, gate.base.verdict.outcome], ['judged', 'HEAD^1', 'fail'])
  assert.deepEqual(gate.base.changes.settings, [{ part: 'regression_threshold.factual_accuracy', base: '0.05', now: '0.5' }])
})
