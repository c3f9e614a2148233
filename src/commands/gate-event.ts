import { approvalLabel } from '../compare/gate.ts'
import type { Context } from '../domain/context.ts'
import type { Approval } from '../domain/gate.ts'
import { usage } from '../domain/usage-error.ts'
import { readText } from '../files/disk.ts'
import { textFlag, type Flags } from './command.ts'

/** What the gate needs of the event that GitHub started this job for. */
export type PullEvent = { readonly head?: string; readonly mergeBase?: string; readonly labels: readonly string[] }

export const readEvent = async ({ env }: Context): Promise<PullEvent> => {
  const file = env['GITHUB_EVENT_PATH'] ?? ''
  if (file === '' || !['pull_request', 'merge_group'].includes(env['GITHUB_EVENT_NAME'] ?? '')) return { labels: [] }
  const event = parse(await readText(file))
  if (event === undefined) throw usage(`the event file ${file} is not JSON`, 'GITHUB_EVENT_PATH is set by GitHub: leave it as it is')
  const head = textAt(event, ['pull_request', 'head', 'sha'])
  const mergeBase = textAt(event, ['merge_group', 'base_sha'])
  const labels = valueAt(event, ['pull_request', 'labels'])
  return {
    ...(head === undefined ? {} : { head }),
    ...(mergeBase === undefined ? {} : { mergeBase }),
    labels: Array.isArray(labels) ? labels.flatMap((label: unknown) => textAt(label, ['name']) ?? []) : [],
  }
}

/** Who let this change's own gate inputs count: the hash approves these inputs alone, the label whatever the pull request holds. */
export const approvalOf = (flags: Flags, event: PullEvent, hash: string): Approval => {
  if (textFlag(flags, 'approveInputs')?.trim() === hash) return 'hash'
  return event.labels.includes(approvalLabel) ? 'label' : 'none'
}

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

const valueAt = (value: unknown, path: readonly string[]): unknown =>
  path.reduce<unknown>(
    (inner, key) => (typeof inner === 'object' && inner !== null ? (inner as Readonly<Record<string, unknown>>)[key] : undefined),
    value,
  )

const textAt = (value: unknown, path: readonly string[]): string | undefined => {
  const found = valueAt(value, path)
  return typeof found === 'string' && found !== '' ? found : undefined
}
