import type { HeaderValue, ReplyMap, RetrievedMap, TargetSettings } from '../domain/suite.ts'
import { defaults } from './defaults.ts'
import { listOf, wordsOf, type Given, type GivenResponse, type GivenTarget } from './given.ts'
import type { Where } from './resolve.ts'

/** The target with its defaults; what its kind needs is there, since the checks have passed. */
export const resolveTarget = (given: Given, where: Where): TargetSettings => {
  const { target } = given
  const { kind, deterministic } = target
  switch (kind) {
    case 'recorded':
      return { kind, outputs: listOf(target.outputs ?? []), deterministic: deterministic ?? true }
    case 'rag':
      return {
        kind,
        corpus: listOf(target.corpus ?? []),
        timeoutMs: (target.timeout ?? defaults.timeoutSeconds) * 1000,
        deterministic: deterministic ?? given.models?.primary?.provider === 'local',
        messages: target.messages ?? {},
      }
    case 'chat':
      return {
        kind,
        ...live(target),
        prompt: where.path(target.prompt ?? ''),
        ...(target.schema === undefined ? {} : { schema: where.path(target.schema) }),
      }
    case 'http':
      return { kind, ...own(target), ...httpOf(target) }
    case 'module': {
      const processes = target.processes ?? Math.min(concurrencyOf(given), defaults.moduleProcesses)
      return { kind, ...own(target), file: where.path(target.module ?? ''), name: target.export ?? 'default', processes }
    }
    case 'command': {
      const processes = target.processes ?? concurrencyOf(given)
      return { kind, ...own(target), command: wordsOf(target.command ?? []), persistent: target.mode === 'persistent', processes }
    }
  }
}

export const concurrencyOf = ({ concurrency, target, models }: Given): number => {
  if (concurrency !== undefined) return concurrency
  if (target.kind === 'command') return defaults.concurrency.command
  return defaults.concurrency[models?.primary?.provider === 'local' ? 'local' : 'remote']
}

/** A live app is taken to answer otherwise each time unless its owner says that it does not. */
const live = ({ timeout, deterministic, response }: GivenTarget) => ({
  timeoutMs: (timeout ?? defaults.appTimeoutSeconds) * 1000,
  deterministic: deterministic ?? false,
  reply: replyOf(response),
})

const own = (target: GivenTarget) => ({
  ...live(target),
  startMs: (target.start_timeout ?? defaults.startSeconds) * 1000,
  watch: listOf(target.watch ?? []),
  secrets: target.secrets ?? [],
})

const httpOf = ({ url = '', method = 'POST', headers = {}, body, start }: GivenTarget) => ({
  url,
  method,
  headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), headerOf(value)])),
  ...(method === 'GET' ? {} : { body: body ?? defaults.httpBody }),
  ...(start === undefined ? {} : { start: { command: wordsOf(start.command), ready: start.ready } }),
})

const headerOf = (value: NonNullable<GivenTarget['headers']>[string]): HeaderValue =>
  typeof value === 'string' ? value : { env: value.env, prefix: value.prefix ?? '' }

/** A suite that says where things are means those and no others; the answer alone has a place of its own. */
const replyOf = (response: GivenResponse | undefined): ReplyMap => {
  if (response === undefined) return { given: false, ...defaults.reply, retrieved: { list: defaults.reply.retrieved, required: false } }
  const { answer = defaults.reply.answer, retrieved, ...others } = response
  return { given: true, answer, ...others, ...(retrieved === undefined ? {} : { retrieved: retrievedOf(retrieved) }) }
}

const retrievedOf = (given: NonNullable<GivenResponse['retrieved']>): RetrievedMap =>
  typeof given === 'string' ? { list: given, required: true } : { ...given, required: true }
