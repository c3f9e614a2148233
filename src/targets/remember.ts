import type { Answered, Output } from '../domain/output.ts'
import type { Target } from '../domain/target.ts'

export type Memory = {
  readonly get: (key: string) => Promise<Uint8Array | undefined>
  readonly put: (key: string, bytes: string) => Promise<void>
}

export type Remembering = {
  readonly memory: Memory
  /** Has to cover everything an answer depends on: the question, the trial, the corpus, the settings and the code. */
  readonly keyOf: (input: string, trial: number) => string
}

/** Answers from memory what a deterministic target has answered before; a damaged entry is asked again. Only answers are kept. */
export const remember =
  (target: Target, { memory, keyOf }: Remembering): Target =>
  async (sample, trial, signal) => {
    const key = keyOf(sample.input, trial)
    const known = open(key, await memory.get(key))
    if (known !== undefined) return known
    const output = await target(sample, trial, signal)
    if (output.status === 'answered') await memory.put(key, seal(key, output))
    return output
  }

/** Whether this is an answer that is remembered under this key. */
export const isRemembered = (key: string, bytes: Uint8Array): boolean => open(key, bytes) !== undefined

const seal = (key: string, output: Answered): string =>
  JSON.stringify({ key, output: { ...output, calls: output.calls.map((call) => ({ ...call, cached: true })) } })

const open = (key: string, bytes: Uint8Array | undefined): Output | undefined => {
  if (bytes === undefined) return undefined
  try {
    const entry = JSON.parse(new TextDecoder().decode(bytes)) as { readonly key?: unknown; readonly output?: Answered }
    return entry.key === key ? entry.output : undefined
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}
