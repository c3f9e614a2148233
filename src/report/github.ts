import type { Report } from '../domain/report.ts'
import { shorten, visible } from './visible.ts'

/** GitHub shows ten errors of a step; two are left for others. */
const most = 8

/** Workflow commands that point at the data-set lines of broken samples, where the change failed. They hold no word of a model. */
export const githubAnnotations = (report: Report, place: (file: string) => string): string => {
  if (report.verdict.outcome !== 'fail') return ''
  return [...Map.groupBy(report.broken, ({ id }) => id)]
    .flatMap(([id, flips]) => {
      const at = report.places[id]
      if (at === undefined) return []
      const drops = flips.map(({ metric, base, now }) => `${metric} ${base.toFixed(2)} → ${now.toFixed(2)}`).join(', ')
      const message = shorten(visible(`${id}: ${drops}`), 300)
      return [`::error file=${property(visible(place(at.file)))},line=${at.line},title=aieval::${data(message)}\n`]
    })
    .slice(0, most)
    .join('')
}

/** As the runner's own toolkit escapes them. */
const data = (text: string): string => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')

const property = (text: string): string => data(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
