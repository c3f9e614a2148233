import type { Answering, Attribution } from '../domain/attribution.ts'
import { visible } from './visible.ts'

/** How the broken samples of a metric part into finding and answering, and which change would do that. */
export const attributionLines = (attribution: Attribution | undefined): readonly string[] =>
  attribution === undefined || isSilent(attribution) ? [] : [...tableLine(attribution), `  likely ${visible(attribution.likely)}`]

/** Nothing is known of the samples, and nothing of what changed. */
const isSilent = ({ broken, unknown, changed }: Attribution): boolean => unknown === broken && changed.length === 0

const tableLine = ({ broken, retrieved, notRetrieved, unknown }: Attribution): readonly string[] =>
  unknown === broken
    ? []
    : [
        `  2 × 2  relevant document retrieved: ${cells(retrieved)} · not retrieved: ${cells(notRetrieved)}${unknown === 0 ? '' : ` · ${unknown} not known`}`,
      ]

const cells = ({ answered, notAnswered }: Answering): string => `${answered} answered, ${notAnswered} not`
