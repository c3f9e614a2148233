import { relative } from 'node:path'
import { CallFailed } from '../domain/call.ts'
import type { Context } from '../domain/context.ts'
import { UsageError } from '../domain/usage-error.ts'
import { problemLines } from '../report/problems.ts'
import { inCi } from './ci.ts'
import { closeAll } from './endings.ts'
import { exitCode, type Ending } from './exit-code.ts'

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
    const { parse } = await import('./parse.ts')
    return await parse(ctx, argv)
  } catch (error) {
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

/** Trouble of disk, network or model that reached the edge (a corpus that could not be embedded, say); everything else is a bug of ours. */
const isWorldTrouble = (error: unknown): error is Error =>
  error instanceof CallFailed || (error instanceof Error && 'syscall' in error && 'code' in error)

/** Paths as a person reads them: from where they stand. */
const shortPaths = ({ cwd }: Context, text: string): string => text.replaceAll(`${cwd}/`, '')

const shown = (cwd: string, file: string): string => {
  const path = relative(cwd, file)
  return path === '' || path.startsWith('..') ? file : path
}
