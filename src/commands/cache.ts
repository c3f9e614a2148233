import { dirname } from 'node:path'
import type { CacheKind, CacheStats, Pruned } from '../domain/cache-report.ts'
import type { Context } from '../domain/context.ts'
import { didYouMean } from '../domain/nearest.ts'
import { usage } from '../domain/usage-error.ts'
import { contentsOf, readEntry, remove, removeEntry, type Contents, type Kept } from '../files/cache-folder.ts'
import { shown } from '../files/disk.ts'
import { cacheStatsJson, cacheStatsText, prunedJson, prunedText } from '../report/cache.ts'
import { isRemembered } from '../targets/remember.ts'
import { entryKind } from '../transport/cache-kind.ts'
import { bytesOf, toPrune, type PruneRule } from './cache-prune.ts'
import { cacheFolder } from './cache-store.ts'
import { isOn, textFlag, type Act, type Flags } from './command.ts'
import { durationOf, sizeOf } from './quantities.ts'
import { findConfig } from './suite.ts'

export const cache: Act = async (ctx, flags, [what = '']) => {
  if (!isAction(what))
    throw usage(`aieval cache ${what}: there is no such thing`, didYouMean(what, actions) ?? 'aieval cache stats, or prune')
  const folder = cacheFolder({ folder: dirname(await findConfig(ctx, textFlag(flags, 'config'))) })
  ctx.out(what === 'stats' ? await showStats(ctx, flags, folder) : await prune(ctx, flags, folder))
  return { kind: 'done' }
}

const actions = ['stats', 'prune'] as const
const isAction = (what: string): what is (typeof actions)[number] => actions.some((each) => each === what)

const showStats = async (ctx: Context, flags: Flags, folder: string): Promise<string> => {
  const { entries, leftovers } = await contentsOf(folder)
  const times = entries.map(({ usedAt }) => usedAt).toSorted((one, other) => one - other)
  const [first, last] = [times[0], times.at(-1)]
  const verified = isOn(flags, 'verify') ? await verify(folder, entries) : undefined
  const stats: CacheStats = {
    folder: shown(ctx.cwd, folder),
    entries: entries.length,
    bytes: bytesOf(entries),
    ...(first === undefined || last === undefined ? {} : { oldest: new Date(first).toISOString(), newest: new Date(last).toISOString() }),
    unfinished: leftovers.length,
    ...(verified === undefined ? {} : { verified: { kinds: verified.kinds, damaged: verified.damaged.size } }),
  }
  return isOn(flags, 'json') ? cacheStatsJson(stats) : cacheStatsText(stats)
}

type Verified = { readonly kinds: Record<CacheKind, number>; readonly damaged: ReadonlySet<string> }

/** Reads every entry as whoever uses it would. */
const verify = async (folder: string, entries: readonly Kept[]): Promise<Verified> => {
  const kinds = { chat: 0, embedding: 0, answer: 0 }
  const damaged = new Set<string>()
  for (const { key } of entries) {
    const bytes = await readEntry(folder, key)
    if (bytes === undefined) continue
    const kind = entryKind(key, bytes) ?? (isRemembered(key, bytes) ? 'answer' : undefined)
    if (kind === undefined) damaged.add(key)
    else kinds[kind] += 1
  }
  return { kinds, damaged }
}

const prune = async (ctx: Context, flags: Flags, folder: string): Promise<string> => {
  const rule = ruleOf(ctx, flags)
  const dryRun = isOn(flags, 'dryRun')
  const contents = await contentsOf(folder)
  const damaged = isOn(flags, 'damaged') ? (await verify(folder, contents.entries)).damaged : new Set<string>()
  const chosen = toPrune(contents.entries, { ...rule, damaged })
  const removed = dryRun ? chosen : await removeAll(folder, chosen)
  if (!dryRun) await sweep(contents, ctx.clock.now())
  const bytes = bytesOf(removed)
  const pruned: Pruned = {
    folder: shown(ctx.cwd, folder),
    dryRun,
    removed: removed.length,
    bytes,
    left: { entries: contents.entries.length - chosen.length, bytes: bytesOf(contents.entries) - bytesOf(chosen) },
  }
  return isOn(flags, 'json') ? prunedJson(pruned) : prunedText(pruned)
}

const ruleOf = ({ clock }: Context, flags: Flags): Omit<PruneRule, 'damaged'> => {
  const olderThan = textFlag(flags, 'olderThan')
  const maxSize = textFlag(flags, 'maxSize')
  if (olderThan === undefined && maxSize === undefined && !isOn(flags, 'damaged'))
    throw usage('aieval cache prune: what may go?', '--older-than 30d, --max-size 500MB, --damaged')
  return {
    ...(olderThan === undefined ? {} : { before: clock.now() - durationOf('--older-than', olderThan) }),
    ...(maxSize === undefined ? {} : { mostBytes: sizeOf('--max-size', maxSize) }),
  }
}

/** Those that were still there: whoever removed the others counted them. */
const removeAll = async (folder: string, chosen: readonly Kept[]): Promise<readonly Kept[]> => {
  const removed: Kept[] = []
  for (const entry of chosen) if (await removeEntry(folder, entry.key)) removed.push(entry)
  return removed
}

/** A write takes moments: what is an hour old will never be finished. */
const sweep = async ({ leftovers }: Contents, now: number): Promise<void> => {
  for (const { file, usedAt } of leftovers) if (now - usedAt > 3_600_000) await remove(file)
}
