import type { Clock } from '../domain/clock.ts'
import type { ReplyMap } from '../domain/suite.ts'
import { readAnswer } from './answer.ts'
import { broken, calledOff, errored, largestReply, upstreamExit, type AskApp, type Attempt } from './attempt.ts'
import { inTime } from './in-time.ts'
import { endingText, startProgram, type Ending, type Program, type Running } from './program.ts'

export type CommandApp = Program & { readonly reply: ReplyMap; readonly timeoutMs: number; readonly clock: Clock }

/** A program of the user's that is started for each question: the question as JSON on stdin, the answer on stdout. */
export const commandApp =
  (app: CommandApp): AskApp =>
  async (question, { signal }) => {
    const start = app.clock.now()
    const running = startProgram(app, 'pipe')
    const printed = collect(running)
    running.child.stdin?.end(`${JSON.stringify(question)}\n`)
    const ended = await inTime(running.ended, { ms: app.timeoutMs, clock: app.clock, signal })
    running.kill()
    if (ended === 'called off') return calledOff
    if (ended === 'late') return errored('timeout', lateText(app, running))
    const attempt = judge(app, running, { ending: ended.done, printed: printed() })
    return attempt.kind === 'answered' ? { ...attempt, ms: app.clock.now() - start } : attempt
  }

const lateText = ({ timeoutMs }: CommandApp, { complaints }: Running): string => {
  const said = complaints.text()
  return `no answer within ${timeoutMs / 1000} s (target.timeout allows more)${said === '' ? '' : `; its stderr ends:\n${said}`}`
}

/** What was printed; undefined once it is more than an answer can be. */
const collect = ({ child, kill }: Running): (() => Buffer | undefined) => {
  const chunks: Buffer[] = []
  let length = 0
  child.stdout?.on('data', (chunk: Buffer) => {
    length += chunk.length
    if (length <= largestReply) chunks.push(chunk)
    else kill()
  })
  return () => (length > largestReply ? undefined : Buffer.concat(chunks))
}

type Done = { readonly ending: Ending; readonly printed: Buffer | undefined }

const judge = ({ command, reply }: CommandApp, { complaints }: Running, { ending, printed }: Done): Attempt => {
  const name = command[0] ?? ''
  if (ending.error !== undefined)
    return errored(isAbsent(ending.error) ? 'not_found' : 'server', `${name} ${endingText(ending, complaints)}`)
  if (printed === undefined) return broken(`${name} printed more than ${largestReply / 1024 / 1024} MiB`)
  if (ending.code === upstreamExit) return errored('server', `${name} says that it is not to blame: it ${endingText(ending, complaints)}`)
  if (ending.code !== 0) return broken(`${name} ${endingText(ending, complaints)}`)
  const said = contentOf(printed, reply)
  const read = 'why' in said ? said : readAnswer(said.value, reply)
  return 'why' in read ? broken(`${name}: ${read.why}`) : { kind: 'answered', answer: read.answer, ms: 0 }
}

const isAbsent = ({ code }: NodeJS.ErrnoException): boolean => code === 'ENOENT' || code === 'EACCES' || code === 'ENOTDIR'

type Content = { readonly value: unknown } | { readonly why: string }

/** JSON where all of it is, or its last line is an object: a program may well print on its way there. Else it is a text, unless JSON was meant. */
const contentOf = (printed: Buffer, reply: ReplyMap): Content => {
  const text = decode(printed)
  if (text === undefined) return { why: 'what it printed is not UTF-8' }
  const whole = parse(text)
  if (whole !== undefined && typeof whole.value !== 'number') return whole
  const last = parse(text.slice(text.lastIndexOf('\n') + 1))
  if (last !== undefined && typeof last.value === 'object' && last.value !== null) return last
  if (reply.given && reply.answer !== '') return { why: `what it printed is not JSON: ${text.slice(-200)}` }
  return /^[{[]/.test(text) ? { why: `what it printed begins like JSON and is none: ${text.slice(0, 200)}` } : { value: text }
}

const decode = (bytes: Buffer): string | undefined => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes).trim()
  } catch {
    return undefined
  }
}

const parse = (text: string): { readonly value: unknown } | undefined => {
  try {
    return { value: JSON.parse(text) as unknown }
  } catch {
    return undefined
  }
}
