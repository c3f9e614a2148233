/** The process that a user's module runs in: an edge of its own, started by module.ts and told over its channel what to ask. */
import { pathToFileURL } from 'node:url'
import { largestReply } from './attempt.ts'
import type { FromChild, ToChild } from './module-messages.ts'

type Answer = (input: string, how: object) => unknown

// Taken before the module is loaded: it may put others in their places.
const { stringify } = JSON
const now = performance.now.bind(performance)
const every = setInterval
const send = process.send?.bind(process)
const say = (message: FromChild): void => void send?.(message)

const [file = '', name = 'default'] = process.argv.slice(2)
const beatMs = 200
const running = new Map<number, AbortController>()

const load = async (): Promise<void> => {
  const loaded = (await import(pathToFileURL(file).href)) as Readonly<Record<string, unknown>>
  const answer = functionIn(loaded)
  if (answer !== undefined) return serve(answer)
  const others = Object.keys(loaded).filter((key) => typeof loaded[key] === 'function')
  say({
    aieval: 'unusable',
    message: `has no function ${name}${others.length === 0 ? ' and no other that it exports' : `; it exports ${others.join(', ')}`}`,
  })
  process.disconnect()
}

/** A CommonJS module that was written as an ES module has its default one level deeper. */
const functionIn = (loaded: Readonly<Record<string, unknown>>): Answer | undefined => {
  const found = loaded[name]
  if (typeof found === 'function') return found as Answer
  const inner = typeof found === 'object' && found !== null && 'default' in found ? found.default : undefined
  return name === 'default' && typeof inner === 'function' ? (inner as Answer) : undefined
}

const serve = (answer: Answer): void => {
  process.on('message', (message: ToChild) => {
    if (message.aieval === 'ask') void answerOne(answer, message)
    else if (message.aieval === 'cancel') running.get(message.call)?.abort()
    else if (message.aieval === 'ping') beat()
  })
  say({ aieval: 'ready' })
}

let beatAt = now()

const beat = (): void => {
  say({ aieval: 'beat', lateMs: Math.max(0, now() - beatAt - beatMs) })
  beatAt = now()
}

const answerOne = async (answer: Answer, { call, input, how }: Extract<ToChild, { readonly aieval: 'ask' }>): Promise<void> => {
  const stop = new AbortController()
  running.set(call, stop)
  try {
    const json = stringify(await answer(input, { ...how, signal: stop.signal })) as string | undefined
    if (json === undefined) throw new TypeError('the function returned nothing: return the answer, or { answer, retrieved, … }')
    if (json.length > largestReply) throw new RangeError(`the answer is longer than ${largestReply} characters`)
    say({ aieval: 'answered', call, json })
  } catch (error) {
    say({ aieval: 'threw', call, ...describe(error) })
  } finally {
    running.delete(call)
  }
}

/** Anything can be thrown, and its parts can throw in their turn. */
const describe = (error: unknown): { readonly message: string; readonly code: string } => {
  try {
    if (!(error instanceof Error)) return { message: `threw ${stringify(error) ?? String(error)}`, code: '' }
    const at = /\n\s+at .*/.exec(error.stack ?? '')?.[0] ?? ''
    const cause = error.cause instanceof Error ? ` (cause: ${error.cause.message})` : ''
    return { message: `${error.name}: ${error.message}${cause}${at}`, code: 'code' in error ? String(error.code) : '' }
  } catch {
    return { message: 'threw what cannot be described', code: '' }
  }
}

// Without aieval there is nobody to answer.
process.on('disconnect', () => process.exit())
every(beat, beatMs)
await load()
