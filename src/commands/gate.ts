import { join } from 'node:path'
import { settle } from '../compare/gate.ts'
import { changesOf, hashOfInputs } from '../compare/gate-inputs.ts'
import type { Context } from '../domain/context.ts'
import type { Approval, Base, BaseVerdict, Gate } from '../domain/gate.ts'
import type { Report } from '../domain/report.ts'
import type { Suite } from '../domain/suite.ts'
import { UsageError, type Problem } from '../domain/usage-error.ts'
import { plural } from '../report/figures.ts'
import { gateNotes } from '../report/gate.ts'
import { notAsked } from '../run/reuse.ts'
import { addToSpend } from '../run/usage.ts'
import { inCi } from './ci.ts'
import { isOn, textFlag, type Flags } from './command.ts'
import { exitCode } from './exit-code.ts'
import { judgeConfirmed } from './confirm.ts'
import { asBase, askAlso, type Answered, type Judging } from './gate-answers.ts'
import { findBase } from './gate-base.ts'
import { approvalOf, readEvent } from './gate-event.ts'
import { readBaseSet } from './gate-read.ts'
import { inputsOf, type GateSet } from './gate-set.ts'
import { metricsFor } from './metrics.ts'
import type { DataSet } from './samples.ts'

/** A gate that a change cannot weaken by itself: the base's gate inputs are read before the run, and judge it beside this change's own. */
export type OpenGate = {
  /** Every sample that is put to the system: this change's, and what only the base asks. */
  readonly asked: DataSet
  readonly settle: (report: Report, judging: Judging) => Promise<Report>
}

export const openGate = async (ctx: Context, flags: Flags, own: GateSet & { readonly selected: boolean }): Promise<OpenGate> => {
  // A selection is never judged, whoever asks.
  const event = own.selected ? { labels: [] } : await readEvent(ctx)
  const base = own.selected ? undefined : await findBase(ctx, flags, { folder: own.suite.folder, event })
  // At home nobody asks for the hash, which covers every sample.
  if (base === undefined && !inCi(ctx)) return alone(own, (report) => report)
  const hash = hashOfInputs(inputsOf(own))
  const given = textFlag(flags, 'approveInputs')?.trim() ?? ''
  if (base === undefined) {
    const known = { hash, approval: 'none', misapproved: false } as const
    return alone(own, (report) => settled(ctx, report, { ...known, base: { status: 'not-read' } }))
  }
  const known = { hash, approval: approvalOf(flags, event, hash), misapproved: given !== '' && given !== hash }
  const read = await readBase(own.suite, base, known)
  if (read === undefined) return alone(own, (report) => settled(ctx, report, { ...known, base: { status: 'first', ...base } }))
  if ('why' in read) return alone(own, (report) => settled(ctx, report, { ...known, base: { status: 'unreadable', ...base, ...read } }))
  return beside(ctx, flags, { own, read, base, known })
}

const alone = (own: GateSet, settle: (report: Report) => Report): OpenGate => ({
  asked: own.data,
  settle: async (report) => settle(report),
})

type Sets = { readonly own: GateSet; readonly read: GateSet; readonly base: Base; readonly known: Known }

const beside = (ctx: Context, flags: Flags, { own, read, base, known }: Sets): OpenGate => {
  const also = notAsked(read.data.samples, own.data.samples)
  if (also.length > 0 && !isOn(flags, 'quiet'))
    ctx.err(`${plural(also.length, 'sample')} of ${base.ref} that this change has not: asked too\n`)
  const sets = { own, base: read, also }
  return {
    asked: { ...own.data, samples: [...own.data.samples, ...also] },
    async settle(report, judging) {
      const answered = await askAlso(ctx, sets, judging)
      const asked = asBase(ctx, sets, { ...judging, also: answered })
      const judged = await judgedByBase(ctx, { read, own, asked, strict: isOn(flags, 'strict') }, judging)
      const changes = changesOf(inputsOf(read), inputsOf(own))
      const spend = addToSpend(report.spend, answered.run.usage)
      const verdict = { status: 'judged', ...base, verdict: judged.verdict, comparisons: judged.comparisons, changes } as const
      return settled(ctx, { ...report, spend }, { ...known, base: verdict })
    },
  }
}

type Known = { readonly hash: string; readonly approval: Approval; readonly misapproved: boolean }
type Unreadable = { readonly why: string }

/** A base that is broken itself holds up every change but the approved one that mends it. */
const readBase = async (suite: Suite, base: Base, { hash, approval }: Known): Promise<GateSet | Unreadable | undefined> => {
  try {
    return await readBaseSet(suite, base)
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    if (approval !== 'none') return { why: error.message }
    throw new UsageError([...error.problems, brokenBase(base, hash)])
  }
}

const brokenBase = ({ ref }: Base, hash: string): Problem => ({
  message: `the gate inputs of the base ${ref} cannot be read`,
  hint: `mend them there, or approve this change's own: aieval run --approve-inputs ${hash}`,
})

type ByBase = { readonly read: GateSet; readonly own: GateSet; readonly asked: Answered; readonly strict: boolean }

/** The base's judgement, confirmed like the change's own: what chance may have decided is asked again of this change's system. */
const judgedByBase = (
  ctx: Context,
  { read, own, asked: answered, strict }: ByBase,
  { evaluation, folder, allowed }: Judging,
): Promise<Report> => {
  const { data, baseline } = read
  const suite = { ...read.suite, target: own.suite.target, concurrency: own.suite.concurrency }
  const metrics = metricsFor(read.suite, data)
  const asked = { ...evaluation, suite, data, samples: data.samples, metrics }
  return judgeConfirmed(
    ctx,
    { suite, ...answered, samples: data.samples, metrics, baseline, strict, warnings: [] },
    { evaluation: asked, folder: join(folder, 'base'), allowed },
  )
}

const settled = (ctx: Context, report: Report, { misapproved, ...known }: Known & { readonly base: BaseVerdict }): Report => {
  const gate: Gate = { ...known, own: report.verdict }
  const verdict = settle(gate)
  const mistaken = misapproved ? ["--approve-inputs is not the hash of this change's gate inputs: nothing was approved"] : []
  return {
    ...report,
    verdict,
    exit: exitCode({ kind: 'judged', outcome: verdict.outcome }),
    gate,
    warnings: [...report.warnings, ...gateNotes(gate, { suite: report.suite, ci: inCi(ctx) }), ...mistaken],
  }
}
