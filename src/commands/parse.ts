import { Command as Program, CommanderError, Option } from 'commander'
import type { Context } from '../domain/context.ts'
import type { Command, Flags } from './command.ts'
import type { Ending } from './exit-code.ts'
import { commands } from './list.ts'

/** Reads a command line and does what it says; a wrong one has been told by then what is wrong with it. */
export const parse = async (ctx: Context, argv: readonly string[]): Promise<Ending> => {
  try {
    return await act(ctx, argv)
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    return error.exitCode === 0 ? { kind: 'done' } : { kind: 'usage' }
  }
}

const act = async (ctx: Context, argv: readonly string[]): Promise<Ending> => {
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
  for (const command of commands)
    add(program, command, async (flags, operands) => {
      const perform = await command.load()
      ending = await perform(ctx, flags, operands)
    })
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
