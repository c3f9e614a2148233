import assert from 'node:assert/strict'
import { cp, mkdtemp, readFile, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test from 'node:test'
import { aieval, folderWith } from './cli/spawn.ts'

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

test('the example of one’s own app runs as written', async () => {
  const names = ['eval/set.jsonl', 'outputs.jsonl', 'aieval.config.yaml']
  const folder = await folderWith(Object.fromEntries(names.map((name) => [name, block(`file: ${name}`)])))
  const accepted = commands.find((command) => command.startsWith('baseline')) ?? ''
  assert.equal(accepted, 'baseline --reason "first scores"')
  assert.equal((await aieval(folder, ['baseline', '--reason', 'first scores'])).exit, 0)
  const { exit, out } = await aieval(folder, ['run'])
  assert.equal(exit, 0, out)
  assert.match(out, /PASS \(unproven\)/)
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
