import { equalTrials } from '../domain/equal-trials.ts'
import { startSha256 } from '../domain/hash.ts'
import type { Baseline, BaselineSample, BaselineTrial, KeptBaseline } from '../domain/run.ts'
import { readRawLines } from './lines.ts'
import { openSpans } from './spans.ts'
import { parseStrictJson } from './strict-json.ts'

type ByLines = { readonly head: Partial<Baseline>; readonly kept: Pick<KeptBaseline, 'samples' | 'digest' | 'of' | 'all'> }

const opening = '  "samples": ['
const closing = '  ]'

/** Reads a baseline a sample at a time, as it was written; undefined where the file is laid out in another way or damaged. */
export const readByLines = async (file: string): Promise<ByLines | undefined> => {
  const digest = startSha256()
  const around: string[] = []
  const samples: BaselineSample[] = []
  const starts: number[] = []
  const ends: number[] = []
  const seen = new Set<string>()
  const once = equalTrials()
  let isInside = false
  let isLast = false
  for await (const { bytes, offset } of readRawLines(file)) {
    digest.add(bytes)
    const line = bytes.toString()
    if (isInside && line === closing) isInside = false
    if (isInside) {
      const sample = parseSample(line)
      if (sample === undefined || seen.has(sample.id) || isLast) return undefined
      isLast = !line.endsWith(',')
      seen.add(sample.id)
      starts.push(offset)
      ends.push(offset + bytes.length)
      samples.push(slim(sample, once))
    } else around.push(line)
    if (line === opening) isInside = true
  }
  const head = parseHead(around.join('\n'))
  return head === undefined ? undefined : { head, kept: { samples, digest: digest.hex(), ...readers(file, { samples, starts, ends }) } }
}

/** Numbers in lists of their own take a quarter of what objects would. */
type Read = { readonly samples: readonly BaselineSample[]; readonly starts: readonly number[]; readonly ends: readonly number[] }

const readers = (file: string, { samples, starts, ends }: Read): Pick<KeptBaseline, 'of' | 'all'> => {
  const { text } = openSpans(file)
  let places: ReadonlyMap<string, number> | undefined
  const at = (place: number): readonly BaselineSample[] => {
    const [offset, end] = [starts[place], ends[place]]
    if (offset === undefined || end === undefined) return []
    return [JSON.parse(text({ offset, length: end - offset }).replace(/,$/, '')) as BaselineSample]
  }
  return {
    of(id) {
      places ??= new Map(samples.map((sample, place) => [sample.id, place]))
      return at(places.get(id) ?? -1)[0]
    },
    *all() {
      for (const place of samples.keys()) yield* at(place)
    },
  }
}

const parseHead = (text: string): Partial<Baseline> | undefined => {
  const parsed = parseStrictJson(text)
  if ('fault' in parsed || typeof parsed.value !== 'object' || parsed.value === null || !('samples' in parsed.value)) return undefined
  const { samples, ...head } = parsed.value as Partial<Baseline>
  return Array.isArray(samples) && samples.length === 0 ? head : undefined
}

const parseSample = (line: string): BaselineSample | undefined => {
  const parsed = parseStrictJson(line.endsWith(',') ? line.slice(0, -1) : line)
  return 'value' in parsed && isSample(parsed.value) ? parsed.value : undefined
}

export const isSample = (value: unknown): value is BaselineSample =>
  typeof value === 'object' &&
  value !== null &&
  'id' in value &&
  typeof value.id === 'string' &&
  'hash' in value &&
  typeof value.hash === 'string' &&
  'trials' in value &&
  Array.isArray(value.trials) &&
  value.trials.every((trial: unknown) => typeof trial === 'object' && trial !== null && 'scores' in trial && 'status' in trial)

/** A sample without what it said. */
export const slim = ({ id, hash, trials }: BaselineSample, once: (trial: BaselineTrial) => BaselineTrial): BaselineSample => ({
  id,
  hash,
  trials: trials.map(({ scores, status, failure }) => once({ scores, status, ...(failure === undefined ? {} : { failure }) })),
})
