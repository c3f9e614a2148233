import assert from 'node:assert/strict'
import { cp, mkdtemp, readFile, readdir, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { aieval } from './cli/spawn.ts'

const apps = join(import.meta.dirname, '..', 'fixtures', 'apps')
const readme = await readFile(join(apps, 'README.md'), 'utf8')

type Break = {
  readonly app: string
  readonly file: string
  readonly write: string
  readonly instead: string
  readonly names: readonly string[]
}

/** The rows of the README's table: which change breaks which app, and what the verdict then names. */
const breaks = readme.split('\n').flatMap((line): readonly Break[] => {
  const [, app = ''] = /^\| \[(\w+)\]/.exec(line) ?? []
  const [file = '', write = '', instead = '', ...names] = [...line.matchAll(/`([^`]+)`/g)].map(([, code]) => code ?? '')
  return app === '' ? [] : [{ app, file, write, instead, names }]
})

const copyOf = async (app: string): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), `aieval-${app}-`))
  await cp(join(apps, app), folder, { recursive: true, filter: (file) => !file.endsWith('.aieval') })
  return folder
}

test('the table has every app', async () => {
  const folders = (await readdir(apps, { withFileTypes: true })).filter((entry) => entry.isDirectory()).map(({ name }) => name)
  assert.deepEqual(breaks.map(({ app }) => app).toSorted(), folders.toSorted())
})

describe('the example app', { concurrency: 2 }, () => {
  for (const { app, file, write, instead, names } of breaks)
    test(`${app} passes as it is, and fails with the change that the table names`, async () => {
      const folder = await copyOf(app)
      const whole = await aieval(folder, ['run'])
      assert.equal(whole.exit, 0, whole.out + whole.err)
      assert.match(whole.out, /scored (\d+) \+ errored 0 \+ not run 0 = \1/)
      const text = await readFile(join(folder, file), 'utf8')
      assert.equal(text.split(instead).length, 2, `${file} has ${instead} once`)
      await writeFile(join(folder, file), text.replace(instead, write))
      const broken = await aieval(folder, ['run'])
      assert.equal(broken.exit, 1, broken.out + broken.err)
      for (const name of names) assert.ok(broken.out.includes(name), `${name}\n${broken.out}`)
      assert.match(broken.out, /changed since the baseline: app [0-9a-f]{16} → [0-9a-f]{16}/)
      assert.match(broken.out, /likely the changed app/)
    })
})
