import assert from 'node:assert/strict'
import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { describe, test } from 'node:test'
import { parsePage, showCommand, showSession, splitCommand, type Block, type Ended } from './cli/page.ts'
import { aieval, folderWith } from './cli/spawn.ts'
import { steady } from './cli/volatile.ts'

const pages = join(import.meta.dirname, 'cli')
const update = process.env['UPDATE_GOLDENS'] === '1'

/** Writes a page's files, runs its commands with the built CLI, and gives back the page as it came true. */
const play = async (page: string): Promise<string> => {
  const folder = await folderWith({})
  const played: string[] = []
  for (const block of parsePage(page)) played.push(await playBlock(block, folder))
  return played.join('')
}

const playBlock = async (block: Block, folder: string): Promise<string> => {
  switch (block.kind) {
    case 'prose':
      return block.text
    case 'file':
      await mkdir(dirname(join(folder, block.name)), { recursive: true })
      await writeFile(join(folder, block.name), block.content)
      return block.text
    case 'session': {
      const shown: string[] = []
      for (const command of block.commands) shown.push(steady(showCommand(command, await runCommand(command, folder)), folder))
      return showSession(shown)
    }
  }
}

const runCommand = async (command: string, folder: string): Promise<Ended> => {
  const { env, words } = splitCommand(command)
  const [program, ...args] = words
  if (program === 'aieval') {
    const ran = await aieval(folder, args, env)
    assert.notEqual(ran.exit, 70, `a page never shows a crash\n${ran.err}`)
    return ran
  }
  if (program === 'cat') return { out: await readFile(join(folder, args[0] ?? ''), 'utf8'), err: '', exit: 0 }
  throw new Error(`a page runs aieval and cat, not ${program ?? 'nothing'}`)
}

describe('each page of test/cli comes true', { concurrency: 2 }, async () => {
  const names = (await readdir(pages)).filter((name) => name.endsWith('.md'))
  for (const name of names)
    test(name, async () => {
      const page = await readFile(join(pages, name), 'utf8')
      const played = await play(page)
      if (update) await writeFile(join(pages, name), played)
      else assert.equal(played, page, 'UPDATE_GOLDENS=1 rewrites the page')
    })
})
