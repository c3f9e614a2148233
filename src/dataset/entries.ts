import { relevantCount } from '../domain/relevance.ts'
import type { Entry, LinePlace, Placed, Sample } from '../domain/sample.ts'
import { UsageError } from '../domain/usage-error.ts'
import { contentHash, withTags, type GivenSample } from './parse.ts'

/** So many samples of a set stay in memory as they were read: a set that people write by hand is read once. */
const kept = 4000

/** Turns the samples of one file into entries; `again` gives back the text of a sample's line. */
export const entryMaker = (again: (at: LinePlace) => string): ((placed: Placed, at: LinePlace) => Entry) => {
  const held = new Map<string, Sample>()
  const tags = new Map<string, readonly string[]>()
  const read = (entry: Entry): Sample => held.get(entry.id) ?? readAgain(entry, again)
  return ({ sample, hash }, at) => {
    if (held.size < kept) held.set(sample.id, sample)
    const { slice, cluster, severity } = sample
    return {
      id: sample.id,
      at,
      hash,
      relevant: relevantCount(sample),
      tags: once(tags, sample.tags),
      ...(slice === undefined ? {} : { slice }),
      ...(cluster === undefined ? {} : { cluster }),
      ...(severity === undefined ? {} : { severity }),
      read,
    }
  }
}

/** Many samples have the same tags. */
const once = (known: Map<string, readonly string[]>, tags: readonly string[]): readonly string[] => {
  const key = tags.join('\n')
  const found = known.get(key)
  if (found === undefined) known.set(key, tags)
  return found ?? tags
}

const readAgain = (entry: Entry, again: (at: LinePlace) => string): Sample => {
  const sample = parse(again(entry.at))
  if (sample !== undefined && contentHash(sample) === entry.hash) return sample
  throw new UsageError([{ at: entry.at, message: `${entry.at.file} changed while it was in use`, hint: 'run it again' }])
}

const parse = (text: string): Sample | undefined => {
  try {
    return withTags(JSON.parse(text) as GivenSample)
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}
