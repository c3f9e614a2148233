import type { ConfigIssue } from './check.ts'

type Blocks = Readonly<Record<string, unknown>>

/** The blocks that an ai_config.yaml shared with the application lends to a suite that does not set them itself. */
export const lentBlocks = ['models', 'deployment'] as const

/** The suite with what ai_config.yaml adds; an issue for each block that both set, and differently. */
export const withArticleConfig = (suite: Blocks, lent: Blocks): { readonly value: Blocks; readonly issues: readonly ConfigIssue[] } => {
  const issues = lentBlocks
    .filter((block) => suite[block] !== undefined && lent[block] !== undefined && !same(suite[block], lent[block]))
    .map((block) => ({
      path: [block],
      message: `${block} is set here and, differently, in ai_config.yaml`,
      hint: 'keep it in one of the two files',
    }))
  const added = Object.fromEntries(
    lentBlocks.filter((block) => suite[block] === undefined && lent[block] !== undefined).map((block) => [block, lent[block]]),
  )
  return { value: { ...suite, ...added }, issues }
}

const same = (one: unknown, other: unknown): boolean => JSON.stringify(sorted(one)) === JSON.stringify(sorted(other))

const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([one], [other]) => (one < other ? -1 : 1))
      .map(([key, each]) => [key, sorted(each)]),
  )
}
