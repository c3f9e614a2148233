/**
 * Mutates the rooms that decide a verdict, file by file, and runs the tests of each file on every mutant of it:
 * `npm run mutate`, `npm run mutate -- stats`, `npm run mutate -- compare/verdict`. Exits 1 where the tests of a room kill fewer than
 * 85 % of its mutants. A mutant that was tried before is not tried again unless its file or its tests changed (coverage/mutation).
 */
import { existsSync, globSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import type { MutantResult } from '@stryker-mutator/api/core'
import { Stryker } from '@stryker-mutator/core'

const fewest = 0.85

// Thousands of short processes load the same files: compiled once, each takes half the time.
process.env['NODE_COMPILE_CACHE'] = join(process.cwd(), 'coverage/mutation/compiled')

/** What is tested through its users too, or only there. */
const alsoTestedBy: Readonly<Record<string, readonly string[]>> = {
  'stats/bisect': ['stats/normal', 'stats/tango', 'stats/power'],
  'stats/symmetric-quantile': ['stats/normal', 'stats/student'],
  'compare/compare': ['compare/confirm'],
  'compare/decide': ['compare/guards', 'compare/confirm'],
  'compare/two-phase': ['compare/confirm'],
}

const rooms = ['stats', 'compare'] as const
/** All that these rooms and their tests import. */
const used = [...rooms, 'domain', 'run']
const only = (folder: string, ...names: readonly string[]): readonly string[] => [`${folder}*`, ...names.map((name) => `!${folder}${name}`)]

const testsOf = (file: string): readonly string[] =>
  [file, ...(alsoTestedBy[file] ?? [])].map((each) => `test/${each}.test.ts`).filter((test) => existsSync(test))

const mutate = (file: string): Promise<readonly MutantResult[]> =>
  new Stryker({
    mutate: [`src/${file}.ts`],
    testRunner: 'tap',
    tap: {
      testFiles: [...testsOf(file)],
      nodeArgs: ['--import', './test/scripts/fail-at-once.ts', '--test-reporter=tap'],
      forceBail: false,
    },
    coverageAnalysis: 'perTest',
    concurrency: 2,
    // A mutant that never ends counts as killed; one that a busy machine held up must not.
    timeoutMS: 8000,
    timeoutFactor: 3,
    incremental: true,
    incrementalFile: join('coverage/mutation', `${file}.json`),
    reporters: ['clear-text'],
    clearTextReporter: { allowColor: false, allowEmojis: false, reportTests: false, reportScoreTable: false },
    thresholds: { high: 100, low: 85, break: null },
    ignorePatterns: [...only('/', 'src', 'test', 'package.json'), ...only('/src/', ...used), ...only('/test/', 'scripts', ...rooms)],
    tempDirName: 'coverage/mutation/sandbox',
    // Node strips the types: there is nothing to compile, and TypeScript 7 has no compiler that could be asked to.
    tsconfigFile: 'none.json',
    logLevel: 'warn',
  } as ConstructorParameters<typeof Stryker>[0]).runMutationTest()

const scoreOf = (results: readonly MutantResult[]): number => {
  const having = (...wanted: readonly string[]): number => results.filter(({ status }) => wanted.includes(status)).length
  const killed = having('Killed', 'Timeout')
  return killed / Math.max(1, killed + having('Survived', 'NoCoverage'))
}

const told = (name: string, results: readonly MutantResult[]): string =>
  `${name}: ${(100 * scoreOf(results)).toFixed(1)} % of ${results.length} mutants killed\n`

const [wanted = ''] = process.argv.slice(2)
const files = globSync(rooms.map((room) => `src/${room}/*.ts`))
  .map((file) => join(basename(dirname(file)), basename(file, '.ts')))
  .filter((file) => file.startsWith(wanted))
  .toSorted()
if (files.length === 0) throw new Error(`nothing to mutate in ${wanted}: npm run mutate -- stats | compare | compare/verdict`)

const results = new Map<string, readonly MutantResult[]>()
for (const file of files) {
  results.set(file, await mutate(file))
  process.stdout.write(told(file, results.get(file) ?? []))
}
for (const [room, members] of Map.groupBy(files, (file) => dirname(file))) {
  const ofRoom = members.flatMap((file) => results.get(file) ?? [])
  process.stdout.write(told(room, ofRoom))
  if (scoreOf(ofRoom) < fewest) process.exitCode = 1
}
