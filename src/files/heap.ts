import { stat } from 'node:fs/promises'
import { setFlagsFromString } from 'node:v8'

/** Bytes of a test set from which on memory counts for more than time. */
const large = 8_000_000

/**
 * Keeps the heap near what is kept where the files are large. A run of many samples makes garbage faster than it keeps anything: with a young
 * generation of its first size, and an old one that grows by a fifth instead of up to fourfold, it takes half the memory. A small set would
 * pay for that with a third more time.
 */
export const spareHeap = async (files: readonly string[]): Promise<void> => {
  const sizes = await Promise.all(files.map(async (file) => (await stat(file)).size))
  if (sizes.reduce((sum, size) => sum + size, 0) > large) setFlagsFromString('--semi-space-growth-factor=1 --heap-growing-percent=20')
}
