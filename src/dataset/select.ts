import { didYouMean } from '../domain/nearest.ts'
import type { Entry } from '../domain/sample.ts'
import { UsageError, usage, type Problem } from '../domain/usage-error.ts'

export type Selection = { readonly only?: readonly string[]; readonly tags?: readonly string[] }

export const isSelection = ({ only = [], tags = [] }: Selection): boolean => only.length > 0 || tags.length > 0

/** The samples that --only (ids) and --tag (tags or slices) choose, all where neither is given; choosing none is a mistake. */
export const select = (samples: readonly Entry[], { only = [], tags = [] }: Selection): readonly Entry[] => {
  if (samples.length === 0) throw usage('the test set is empty', 'write samples into the files of test_set_path, one JSON object a line')
  const ids = samples.map(({ id }) => id)
  const labels = [...new Set(samples.flatMap(labelsOf))]
  const problems = [
    ...unknown(only, ids).map((id) => problem(`--only ${id}: no such sample`, didYouMean(id, ids))),
    ...unknown(tags, labels).map((tag) =>
      problem(`--tag ${tag}: no sample has this tag or slice`, didYouMean(tag, labels) ?? listed(labels)),
    ),
  ]
  if (problems.length > 0) throw new UsageError(problems)
  const chosen = samples.filter(
    (entry) =>
      (only.length === 0 || only.includes(entry.id)) && (tags.length === 0 || labelsOf(entry).some((label) => tags.includes(label))),
  )
  if (chosen.length === 0)
    throw usage(`no sample left: none of --only ${only.join(' ')} has --tag ${tags.join(' or ')}`, 'give one of the two')
  return chosen
}

/** A tag of slices.tags that no sample has would be watched in vain. */
export const requireTags = (samples: readonly Entry[], tags: readonly string[]): void => {
  const known = [...new Set(samples.flatMap((entry) => entry.tags))]
  const problems = unknown(tags, known).map((tag) =>
    problem(`slices.tags: no sample has the tag ${tag}`, didYouMean(tag, known) ?? listed(known)),
  )
  if (samples.length > 0 && problems.length > 0) throw new UsageError(problems)
}

const labelsOf = ({ tags, slice }: Entry): readonly string[] => (slice === undefined ? tags : [...tags, slice])

const unknown = (asked: readonly string[], known: readonly string[]): readonly string[] => asked.filter((each) => !known.includes(each))

const mostListed = 20

const listed = (labels: readonly string[]): string =>
  labels.length === 0
    ? 'none has any'
    : `known: ${labels.toSorted().slice(0, mostListed).join(', ')}${labels.length > mostListed ? ', …' : ''}`

const problem = (message: string, hint: string | undefined): Problem => (hint === undefined ? { message } : { message, hint })
