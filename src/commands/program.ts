import { relative } from 'node:path'
import { Command as Program, CommanderError, Option } from 'commander'
import { CallFailed } from '../domain/call.ts'
import type { Context } from '../domain/context.ts'
import { UsageError } from '../domain/usage-error.ts'
import { problemLines } from '../report/problems.ts'
import { baseline } from './baseline.ts'
import { cache } from './cache.ts'
import { inCi } from './ci.ts'
import type { Command, Flags } from './command.ts'
import { compareModels } from './compare-models.ts'
import { doctor } from './doctor.ts'
import { closeAll } from './endings.ts'
import { exitCode, type Ending } from './exit-code.ts'
import { lint } from './lint.ts'
import { rescore } from './rescore.ts'
import { run } from './run.ts'

const commands = [run, baseline, compareModels, lint, doctor, rescore, cache] as const satisfies readonly Command[]

type Signal = 'SIGINT' | 'SIGTERM'

/** Runs one command line to its exit code. Our own bugs pass through: they end in a stack trace and exit 70. */
export const runProgram = async (ctx: Context, argv: readonly string[], received: () => Signal | undefined): Promise<number> => {
  const ending = await endingOf(ctx, argv)
  const signal = received()
  const code = exitCode(signal === undefined || ending.kind === 'usage' ? ending : { kind: 'signal', signal })
  if (inCi(ctx) && ending.kind === 'judged') ctx.err(`aieval: verdict=${ending.outcome} exit=${code}\n`)
  return code
}

const endingOf = async (ctx: Context, argv: readonly string[]): Promise<Ending> => {
  try {
    return await parse(ctx, argv)
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? { kind: 'done' } : { kind: 'usage' }
    if (error instanceof UsageError) {
      ctx.err(
        shortPaths(
          ctx,
          problemLines(error.problems, (file) => shown(ctx.cwd, file)),
        ),
      )
      return { kind: 'usage' }
    }
    if (!isWorldTrouble(error)) throw error
    ctx.err(shortPaths(ctx, `aieval: ${error.message}\n`))
    return { kind: 'world', message: error.message }
  } finally {
    await closeAll(ctx)
  }
}

const parse = async (ctx: Context, argv: readonly string[]): Promise<Ending> => {
  let ending: Ending = { kind: 'done' }
  const program = new Program('aieval')
    .description('Evals and a regression gate for LLM features.')
    .version(ctx.version, '-V, --version')
    .exitOverride()
    .showHelpAfterError('(aieval --help shows what there is)')
    .configureOutput({ writeOut: ctx.out, writeErr: ctx.err })
    .addHelpText('before', opening)
    .addHelpText('after', closing)
    .helpCommand(false)
  for (const command of commands) add(program, command, async (flags, operands) => void (ending = await command.act(ctx, flags, operands)))
  if (argv.length === 0) {
    program.outputHelp()
    return { kind: 'done' }
  }
  await program.parseAsync([...argv], { from: 'user' })
  return ending
}

const add = (program: Program, command: Command, act: (flags: Flags, operands: readonly string[]) => Promise<void>): void => {
  const made = program
    .command(`${command.name}${command.operands === undefined ? '' : ` ${command.operands}`}`)
    .summary(command.summary)
    .description(command.summary)
  made.addHelpText('before', `${command.examples.map((example) => `  ${example}`).join('\n')}\n`)
  for (const { spell, text } of command.flags) made.addOption(new Option(spell, text))
  made.action(async (...given: readonly unknown[]) =>
    act(
      made.opts(),
      given.flatMap((each) => (Array.isArray(each) ? each.map(String) : typeof each === 'string' ? [each] : [])),
    ),
  )
}

const opening = `  aieval run                                  score the suite, compare with the baseline, exit 0 or 1
  aieval baseline --reason "new prompt"       accept the present scores
  aieval compare-models <pinned model>        test an upgrade before it is made
`

const closing = `
Exit codes: 0 pass · 1 regression · 2 usage, config or data · 3 could not measure · 4 no verdict · 5 gate inputs changed · 70 a bug of aieval · 130 / 143 interrupted
`

/** Trouble of disk, network or model that reached the edge (a corpus that could not be embedded, say); everything else is a bug of ours. */
const isWorldTrouble = (error: unknown): error is Error =>
  error instanceof CallFailed || (error instanceof Error && 'syscall' in error && 'code' in error)

/** Paths as a person reads them: from where they stand. */
const shortPaths = ({ cwd }: Context, text: string): string => text.replaceAll(`${cwd}/`, '')

const shown = (cwd: string, file: string): string => {
  const path = relative(cwd, file)
  return path === '' || path.startsWith('..') ? file : path
}
