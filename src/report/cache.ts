import type { CacheStats, Pruned } from '../domain/cache-report.ts'
import { plural } from './figures.ts'
import { jsonText, visible } from './visible.ts'

export const cacheStatsText = ({ folder, entries, bytes, oldest, newest, unfinished, verified }: CacheStats): string => {
  const lines = [
    `${visible(folder)}   ${plural(entries, 'entry', 'entries')}, ${size(bytes)}${oldest === undefined || newest === undefined ? '' : `, last used ${day(oldest)} to ${day(newest)}`}`,
    ...(verified === undefined ? [] : verifiedLines(verified)),
    ...(unfinished === 0 ? [] : [`  ${plural(unfinished, 'write')} cut off: aieval cache prune removes what is older than an hour`]),
  ]
  return `${lines.join('\n')}\n`
}

export const cacheStatsJson = (stats: CacheStats): string => jsonText({ schemaVersion: 1, ...stats })

export const prunedText = ({ folder, dryRun, removed, bytes, left }: Pruned): string =>
  `${visible(folder)}   ${dryRun ? 'would remove' : 'removed'} ${plural(removed, 'entry', 'entries')}, ${size(bytes)}; ${plural(left.entries, 'entry', 'entries')}, ${size(left.bytes)} left\n`

export const prunedJson = (pruned: Pruned): string => jsonText({ schemaVersion: 1, ...pruned })

const verifiedLines = ({ kinds, damaged }: NonNullable<CacheStats['verified']>): readonly string[] => [
  `  answers of models ${kinds.chat}, embedded texts ${kinds.embedding}, answers of the pipeline ${kinds.answer}`,
  damaged === 0 ? '  none damaged' : `  damaged ${damaged}: asked for again when needed; aieval cache prune --damaged`,
]

const day = (iso: string): string => iso.slice(0, 10)

const size = (bytes: number): string => {
  if (bytes < 1000) return plural(bytes, 'byte')
  if (bytes < 1e6) return `${(bytes / 1e3).toFixed(1)} kB`
  return bytes < 1e9 ? `${(bytes / 1e6).toFixed(1)} MB` : `${(bytes / 1e9).toFixed(1)} GB`
}
