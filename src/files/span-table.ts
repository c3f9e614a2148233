import type { Span } from './spans.ts'

/** Spans at the places 0 … count − 1, some of which have none. */
export type SpanTable = {
  readonly get: (place: number) => Span | undefined
  readonly set: (place: number, span: Span) => void
  readonly clear: (place: number) => void
  readonly places: () => Iterable<number>
}

/** Twelve bytes a place, because a run may have a million. */
export const spanTable = (count: number): SpanTable => {
  const offsets = new Float64Array(count).fill(-1)
  const lengths = new Uint32Array(count)
  const get = (place: number): Span | undefined => {
    const offset = offsets[place] ?? -1
    return offset < 0 ? undefined : { offset, length: lengths[place] ?? 0 }
  }
  return {
    get,
    set(place, { offset, length }) {
      offsets[place] = offset
      lengths[place] = length
    },
    clear: (place) => void (offsets[place] = -1),
    *places() {
      for (let place = 0; place < count; place += 1) if ((offsets[place] ?? -1) >= 0) yield place
    },
  }
}
