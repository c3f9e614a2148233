import assert from 'node:assert/strict'
import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, readFile, readdir, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { describe, test } from 'node:test'
import { promisify } from 'node:util'
import { parse } from 'yaml'
import { recordedSuite } from './cli/recorded-suite.ts'
import { aieval, folderWith } from './cli/spawn.ts'
import { readXml } from './report/strict-xml.ts'

const repository = join(import.meta.dirname, '..')
const workflows = join(repository, '.github', 'workflows')

type Step = {
  readonly uses?: string
  readonly run?: string
  readonly shell?: string
  readonly if?: string
  readonly with?: Readonly<Record<string, unknown>>
  readonly env?: unknown
}
type Job = { readonly steps: readonly Step[]; readonly permissions?: unknown }
type Workflow = {
  readonly on: Readonly<Record<string, unknown>>
  readonly permissions: unknown
  readonly jobs: Readonly<Record<string, Job>>
}

const readWorkflow = async (name: string): Promise<{ readonly source: string; readonly workflow: Workflow }> => {
  const source = await readFile(join(workflows, name), 'utf8')
  return { source, workflow: parse(source) as Workflow }
}

const stepsOf = ({ jobs }: Workflow): readonly Step[] => Object.values(jobs).flatMap(({ steps }) => steps)

describe('every workflow', async () => {
  for (const name of await readdir(workflows)) {
    const { source, workflow } = await readWorkflow(name)

    test(`${name} may read the repository and nothing more`, () => {
      assert.deepEqual(workflow.permissions, { contents: 'read' })
      for (const job of Object.values(workflow.jobs)) assert.equal(job.permissions, undefined)
      assert.ok(!source.includes('secrets.'))
    })

    test(`${name} runs on the change’s own rights, never on the base’s`, () => {
      assert.deepEqual(
        Object.keys(workflow.on).filter((event) => !['push', 'pull_request', 'merge_group'].includes(event)),
        [],
      )
    })

    test(`${name} takes its actions by commit, with the version beside it`, () => {
      const used = [...source.matchAll(/uses: (.*)$/gm)].map(([, action]) => action ?? '')
      assert.ok(used.length > 0)
      for (const action of used) assert.match(action, /^[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/)
    })

    test(`${name} leaves no token in the checkout`, () => {
      const checkouts = stepsOf(workflow).filter(({ uses }) => uses?.startsWith('actions/checkout@'))
      assert.ok(checkouts.length > 0)
      for (const step of checkouts) assert.equal(step.with?.['persist-credentials'], false)
    })

    test(`${name} puts nothing of the event into a script`, () => {
      for (const { run = '' } of stepsOf(workflow)) assert.ok(!run.includes('${{'), run)
      assert.doesNotMatch(source, /\$\{\{\s*github\.(?:event|head_ref)/)
    })
  }
})

const gateSteps = async (): Promise<readonly Step[]> => (await readWorkflow('aieval.yml')).workflow.jobs['gate']?.steps ?? []

test('the gate has the base’s tip at hand', async () => {
  const [checkout] = await gateSteps()
  assert.equal(checkout?.with?.['fetch-depth'], 2)
})

test('the report is kept whatever the verdict', async () => {
  const upload = (await gateSteps()).find(({ uses }) => uses?.startsWith('actions/upload-artifact@'))
  assert.equal(upload?.if, 'always()')
  assert.match(String(upload?.with?.['path']), /^aieval\.json$/m)
})

const git = async (folder: string, ...args: readonly string[]): Promise<void> => {
  const identity = ['-c', 'user.name=Ann', '-c', 'user.email=ann@example.invalid', '-c', 'commit.gpgsign=false']
  await promisify(execFile)('git', [...identity, ...args], { cwd: folder, env: { PATH: process.env['PATH'], HOME: folder } })
}

const commit = async (folder: string, message: string): Promise<void> => {
  await git(folder, 'add', '-A')
  await git(folder, 'commit', '-q', '-m', message)
}

/** A repository as actions/checkout leaves it: the merge of a change into a base, with this checkout's program in place of npm ci. */
const mergeOf = async (change: Readonly<Record<string, string>>, { accepted = true } = {}): Promise<string> => {
  const folder = await folderWith({ ...recordedSuite(60), 'package.json': '{"private":true}\n', '.gitignore': 'node_modules\n.aieval\n' })
  const bin = join(folder, 'node_modules', '.bin')
  await mkdir(bin, { recursive: true })
  await symlink(join(repository, 'bin', 'aieval.js'), join(bin, 'aieval'))
  await symlink(process.execPath, join(bin, 'node'))
  await git(folder, 'init', '-q', '-b', 'main')
  if (accepted) assert.equal((await aieval(folder, ['baseline', '-q'])).exit, 0)
  await commit(folder, 'base')
  await git(folder, 'switch', '-q', '-c', 'change')
  for (const [name, content] of Object.entries(change)) await writeFile(join(folder, name), content)
  await commit(folder, 'change')
  await git(folder, 'switch', '-q', '--detach', 'main')
  await git(folder, 'merge', '-q', '--no-ff', '--no-edit', 'change')
  return folder
}

const event = {
  action: 'synchronize',
  pull_request: { number: 1, title: '$(touch forged) `touch forged` ::set-output name=x::y', labels: [], base: { ref: 'main' } },
}

type Ended = { readonly exit: unknown; readonly log: string; readonly summary: string }

/** What the job's own scripts do, one after the other until one fails, in the surroundings that GitHub gives them. */
const runGate = async (folder: string): Promise<Ended> => {
  const outside = await folderWith({ 'event.json': JSON.stringify(event), 'summary.md': 'what another command wrote\n' })
  const env = {
    PATH: process.env['PATH'] ?? '',
    HOME: outside,
    npm_config_offline: 'true',
    npm_config_update_notifier: 'false',
    CI: 'true',
    GITHUB_ACTIONS: 'true',
    GITHUB_EVENT_NAME: 'pull_request',
    GITHUB_EVENT_PATH: join(outside, 'event.json'),
    GITHUB_BASE_REF: 'main',
    GITHUB_REF: 'refs/pull/1/merge',
    GITHUB_WORKSPACE: folder,
    GITHUB_STEP_SUMMARY: join(outside, 'summary.md'),
  }
  let exit: unknown = 0
  let log = ''
  for (const { run, shell } of await gateSteps()) {
    if (run === undefined || run.trim() === 'npm ci' || exit !== 0) continue
    const script = join(outside, 'script.sh')
    await writeFile(script, run)
    const flags = shell === 'bash' ? ['--noprofile', '--norc', '-eo', 'pipefail'] : ['-e']
    const child = spawn('bash', [...flags, script], { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] })
    const [closed, out, err]: readonly [readonly unknown[], string, string] = await Promise.all([
      once(child, 'close'),
      text(child.stdout),
      text(child.stderr),
    ])
    exit = closed[0]
    log += out + err
  }
  return { exit, log, summary: await readFile(join(outside, 'summary.md'), 'utf8') }
}

const commandsIn = (log: string): readonly string[] => log.split('\n').filter((line) => line.trimStart().startsWith('::'))

describe('the gate, run as GitHub would', { concurrency: 2 }, () => {
  test('lets a change pass that breaks nothing, with three lines in the summary', async () => {
    const folder = await mergeOf({ 'notes.md': 'nothing\n' })
    const { exit, log, summary } = await runGate(folder)
    assert.equal(exit, 0, log)
    assert.match(summary, /^what another command wrote\n## PASS/)
    assert.equal(JSON.parse(await readFile(join(folder, 'aieval.json'), 'utf8')).outcome, 'pass')
    assert.deepEqual(commandsIn(log), [])
    assert.ok(!(await readdir(folder)).includes('forged'))
  })

  test('stops a regression, and its summary, annotations and JUnit file name the samples', async () => {
    const folder = await mergeOf({ 'outputs.jsonl': recordedSuite(60, { wrong: 12 })['outputs.jsonl'] ?? '' })
    const { exit, log, summary } = await runGate(folder)
    assert.equal(exit, 1, log)
    assert.match(summary, /^## FAIL: factual_accuracy dropped 20\.0 points/m)
    assert.match(summary, /^q-0 1\.00 → 0\.00 samples\.jsonl:1$/m)
    assert.match(summary, /^- Door 0 is blue\.$\n^\+ Door 0 is red\.$/m)
    assert.equal(commandsIn(log).length, 8)
    assert.equal(commandsIn(log)[0], '::error file=samples.jsonl,line=1,title=aieval::q-0: factual_accuracy 1.00 → 0.00')
    assert.equal(readXml(await readFile(join(folder, 'aieval.xml'), 'utf8')).attributes['failures'], '13')
  })

  test('says aloud that there was no verdict, and blocks nothing', async () => {
    const { exit, log, summary } = await runGate(await mergeOf({ 'notes.md': 'nothing\n' }, { accepted: false }))
    assert.equal(exit, 0, log)
    assert.match(summary, /^## NO VERDICT/m)
    assert.match(commandsIn(log).join('\n'), /^::warning title=aieval::NO VERDICT/)
  })

  test('stops where too little could be measured', async () => {
    const folder = await mergeOf({ 'outputs.jsonl': recordedSuite(60, { errors: 12 })['outputs.jsonl'] ?? '' })
    const { exit, log, summary } = await runGate(folder)
    assert.equal(exit, 3, log)
    assert.match(summary, /^## COULD NOT MEASURE/m)
    assert.deepEqual(commandsIn(log), [])
  })
})
