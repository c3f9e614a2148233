import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { cp, mkdtemp, readFile, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test from 'node:test'
import { aieval, folderWith } from './cli/spawn.ts'
import { startAppServer } from './servers/app.ts'

const repository = join(import.meta.dirname, '..')
const readme = await readFile(join(repository, 'README.md'), 'utf8')

/** A copy of what a suite needs, so that a run of it leaves the checkout alone. */
const ownSuite = async (): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'aieval-own-'))
  await cp(join(repository, 'aieval.config.yaml'), join(folder, 'aieval.config.yaml'))
  for (const name of ['eval', 'fixtures']) await symlink(join(repository, name), join(folder, name))
  return folder
}

/** Commands as the README has them, without `npx` and without their comments. */
const commands = [...readme.matchAll(/^(?:npm ci && )?npx aieval (.+)$/gm)].map(([, args]) => args ?? '')

const block = (marker: string): string => {
  const found = new RegExp(`<!-- ${marker.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)} -->\n+\`\`\`\\w+\n([\\s\\S]*?)\`\`\``).exec(
    readme,
  )?.[1]
  assert.ok(found !== undefined, `the README has no block ${marker}`)
  return found
}

/** What changes from one machine and day to the next. */
const steady = (text: string): string =>
  text
    .replaceAll(/\(\d+ (?:minutes?|hours?|days?) old\)/g, '(… old)')
    .replaceAll(/baseline (?:[0-9a-f]{7} )?\(/g, 'baseline (')
    .replaceAll(/\d+ calls, \d+ cached/g, '… calls')
    .replaceAll(/[\d.]+ m?s, p95 [\d.]+ m?s/g, '… ms')
    .trim()

test('the two commands of the README come first, and only once', () => {
  const sessions = [...readme.matchAll(/^npm ci.*$/gm)].map(([line]) => line)
  assert.deepEqual(sessions, ['npm ci && npx aieval run', 'npm ci && npm test'])
})

test('the first command does what the README shows: hundreds of real samples, PASS, exit 0', async () => {
  const { exit, out } = await aieval(await ownSuite(), ['run'])
  assert.equal(exit, 0, out)
  assert.equal(steady(out), steady(block('output: aieval run')))
})

test('top_k: 1 does what the README shows: exit 1, naming the metric and the samples', async () => {
  const folder = await ownSuite()
  const config = await readFile(join(folder, 'aieval.config.yaml'), 'utf8')
  const broken = await folderWith({ 'aieval.config.yaml': config.replace('top_k: 5', 'top_k: 1') })
  for (const name of ['eval', 'fixtures']) await symlink(join(repository, name), join(broken, name))
  const { exit, out } = await aieval(broken, ['run'])
  assert.equal(exit, 1, out)
  assert.ok(steady(out).startsWith(steady(block('output: aieval run, top_k 1')).split('\n  …')[0] ?? ''), out)
})

/** The files of the README's example; the config is the one for this way of asking. */
const exampleFiles = (config: string, ...names: readonly string[]): Readonly<Record<string, string>> => ({
  'aieval.config.yaml': block(`file: ${config}`),
  ...Object.fromEntries(['eval/set.jsonl', ...names].map((name) => [name, block(`file: ${name}`)])),
})

/** The two commands that the README gives, as it gives them. */
const acceptAndRun = async (files: Readonly<Record<string, string>>, env: Readonly<Record<string, string>> = {}): Promise<string> => {
  const folder = await folderWith(files)
  const accepted = commands.find((command) => command.startsWith('baseline')) ?? ''
  assert.equal(accepted, 'baseline --reason "first scores"')
  const first = await aieval(folder, ['baseline', '--reason', 'first scores'], env)
  assert.equal(first.exit, 0, first.out + first.err)
  const { exit, out } = await aieval(folder, ['run'], env)
  assert.equal(exit, 0, out)
  assert.match(out, /scored 3 \+ errored 0 \+ not run 0 = 3\)/)
  return out
}

test('the example of recorded outputs runs as written', async () => {
  assert.match(await acceptAndRun(exampleFiles('aieval.config.yaml', 'outputs.jsonl')), /PASS \(unproven\)/)
})

test('the example of a function runs as written', async () => {
  const out = await acceptAndRun(exampleFiles('aieval.config.yaml, module', 'src/answer.ts'))
  assert.match(out, /factual_accuracy\s+3\s+0\.667\s+0\.667/)
})

test('the example of a program runs as written, where there is Python', async (context) => {
  if (spawnSync('python3', ['--version']).status !== 0) return context.skip('no python3 here')
  const out = await acceptAndRun(exampleFiles('aieval.config.yaml, command', 'answer.py'))
  assert.match(out, /factual_accuracy\s+3\s+0\.667\s+0\.667/)
})

test('the example of a server runs as written, its address aside', async () => {
  const server = await startAppServer(({ headers, body }) => {
    const { messages } = JSON.parse(body) as { readonly messages: readonly { readonly content: string }[] }
    const known = messages[0]?.content.includes('back') === true
    const content = known ? 'Within 30 days.' : "I'm sorry, I can't answer that."
    if (headers.authorization !== 'Bearer secret') return { status: 401 }
    return { body: { choices: [{ message: { content } }], sources: known ? [{ id: 'returns' }] : [] } }
  })
  const files = exampleFiles('aieval.config.yaml, http')
  const config = files['aieval.config.yaml']?.replace('http://127.0.0.1:3000', server.url) ?? ''
  const out = await acceptAndRun({ ...files, 'aieval.config.yaml': config }, { APP_TOKEN: 'secret' })
  await server.close()
  assert.match(out, /factual_accuracy\s+3\s+0\.667\s+0\.667/)
})

test('every command and flag that the README names is there', async () => {
  const { out } = await aieval(repository, ['--help'])
  const named = new Set([...readme.matchAll(/`?aieval ([a-z][a-z-]+)/g)].map(([, name]) => name ?? ''))
  for (const name of ['run', 'baseline', 'compare-models', 'lint']) assert.ok(named.has(name), name)
  for (const [, name = ''] of readme.matchAll(/^\| `aieval ([a-z-]+)/gm)) assert.match(out, new RegExp(`^  ${name}\\b`, 'm'))
})

test('every file that the README links to is there', async () => {
  for (const [, file = ''] of readme.matchAll(/\]\((?!http)([^)]+)\)/g)) await readFile(join(repository, file), 'utf8')
})
