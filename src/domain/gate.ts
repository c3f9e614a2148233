import type { Comparison, Verdict } from './comparison.ts'
import type { Difference } from './report.ts'

/** The commit whose gate inputs a change is held to, and the name it was asked for by. */
export type Base = { readonly ref: string; readonly commit: string }

/** Samples that a change of the gate inputs touches; `relabelled` ones ask and expect the same, but count elsewhere (tags, cluster, severity). */
export type SampleChanges = Readonly<Record<'removed' | 'changed' | 'relabelled' | 'added', readonly string[]>>

export type GateChanges = { readonly settings: readonly Difference[]; readonly samples: SampleChanges }

/** What the base's gate inputs say of this run: `first` = no suite there yet, `unreadable` = there is one, and this change was approved without it. */
export type BaseVerdict =
  | { readonly status: 'not-read' }
  | (Base & { readonly status: 'first' })
  | (Base & { readonly status: 'unreadable'; readonly why: string })
  | (Base & {
      readonly status: 'judged'
      readonly verdict: Verdict
      readonly comparisons: readonly Comparison[]
      readonly changes: GateChanges
    })

/** How this change's own gate inputs were approved. */
export type Approval = 'none' | 'label' | 'hash'

export type Gate = {
  /** Of this change's gate inputs; approving this hash approves these inputs and no others. */
  readonly hash: string
  readonly own: Verdict
  readonly base: BaseVerdict
  readonly approval: Approval
}
