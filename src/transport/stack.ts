import type { Ask, Layer } from '../domain/call.ts'

/** Puts layers around a leaf, the first one outermost. */
export const stack = (layers: readonly Layer[], leaf: Ask): Ask => layers.reduceRight((ask, layer) => layer(ask), leaf)
