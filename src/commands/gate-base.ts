import type { Context } from '../domain/context.ts'
import type { Base } from '../domain/gate.ts'
import { usage } from '../domain/usage-error.ts'
import { parentsOf, resolveCommit } from '../files/git-tree.ts'
import { textFlag, type Flags } from './command.ts'
import type { PullEvent } from './gate-event.ts'

type Wanted = { readonly ref: string; readonly hint: string }

/** The commit that this change is held to: --base, or the one that the pull request, merge group or merge request names; none elsewhere. */
export const findBase = async (
  ctx: Context,
  flags: Flags,
  at: { readonly folder: string; readonly event: PullEvent },
): Promise<Base | undefined> => {
  const given = textFlag(flags, 'base')
  const wanted = given === undefined ? namedByCi(ctx, at.event) : givenBase(given)
  if (wanted === undefined) return undefined
  if (wanted.ref === mergedInto) await refuseOtherHead(at)
  const found = await resolveCommit(at.folder, wanted.ref)
  if ('why' in found) throw usage(`the base ${wanted.ref} cannot be read (${found.why})`, wanted.hint)
  return { ref: wanted.ref, commit: found.commit }
}

/** A pull request is checked out as its merge commit, whose first parent is the tip of the base branch. */
const mergedInto = 'HEAD^1'

const givenBase = (ref: string): Wanted => {
  if (ref.trim() === '') throw usage('--base is empty', 'aieval run --base origin/main')
  return { ref, hint: 'fetch it first: git fetch origin, or fetch-depth: 0 for actions/checkout' }
}

const namedByCi = ({ env }: Context, event: PullEvent): Wanted | undefined => {
  if (env['GITHUB_EVENT_NAME'] === 'pull_request') return { ref: mergedInto, hint: 'give actions/checkout fetch-depth: 2' }
  if (env['GITHUB_EVENT_NAME'] === 'merge_group') {
    if (event.mergeBase === undefined)
      throw usage('the merge group names no base_sha in GITHUB_EVENT_PATH', 'aieval run --base origin/main')
    return { ref: event.mergeBase, hint: 'give actions/checkout fetch-depth: 0' }
  }
  const sha = env['CI_MERGE_REQUEST_DIFF_BASE_SHA'] ?? ''
  return sha === '' ? undefined : { ref: sha, hint: 'give the job the variable GIT_DEPTH: 0' }
}

/** On the head of the branch HEAD^1 is one of the change's own commits, which may have weakened the gate already. */
const refuseOtherHead = async ({ folder, event }: { readonly folder: string; readonly event: PullEvent }): Promise<void> => {
  const head = await resolveCommit(folder, 'HEAD')
  if ('why' in head) throw usage(`the base ${mergedInto} cannot be read (${head.why})`, 'run it in the checkout of the pull request')
  const [, merged] = await parentsOf(folder, head.commit)
  if (merged !== undefined && (event.head === undefined || event.head === merged)) return
  throw usage(
    `HEAD is not the merge commit of this pull request, so that ${mergedInto} is not its base`,
    'leave ref: out of actions/checkout and give it fetch-depth: 2, or name the base: aieval run --base origin/main',
  )
}
