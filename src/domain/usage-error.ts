import type { Place } from './sample.ts'

/** One thing the user has to mend: what, where, and what to type next. */
export type Problem = { readonly at?: Place; readonly message: string; readonly hint?: string }

/** The call, its config or its data is wrong; carries every problem found, so that one run shows them all. */
export class UsageError extends Error {
  readonly problems: readonly Problem[]

  constructor(problems: readonly Problem[]) {
    super(problems.map((problem) => problem.message).join('; '))
    this.name = 'UsageError'
    this.problems = problems
  }
}

export const usage = (message: string, hint?: string): UsageError => new UsageError([hint === undefined ? { message } : { message, hint }])
