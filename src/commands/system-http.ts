import { dataHash } from '../dataset/parse.ts'
import { canonicalJson } from '../domain/canonical.ts'
import type { Context } from '../domain/context.ts'
import { sha256 } from '../domain/hash.ts'
import type { HttpSettings, Suite } from '../domain/suite.ts'
import { appTarget } from '../targets/contract.ts'
import { httpApp, type HttpApp } from '../targets/http.ts'
import { compileBody, compileUrl } from '../targets/http-request.ts'
import { serverOf, type Server } from '../targets/server.ts'
import { retryAfterMs } from '../transport/retry-after.ts'
import { closeAtEnd } from './endings.ts'
import { contractFor, filesAmong, partsOf, surroundings, type Surroundings } from './own-app.ts'
import type { System, SystemOptions } from './system.ts'

/** A server of the user's, started and stopped with the run where the suite says how. */
export const httpSystem = async (
  ctx: Context,
  suite: Suite,
  { settings, data }: SystemOptions & { readonly settings: HttpSettings },
): Promise<System> => {
  const around = surroundings(ctx, suite, settings)
  const { url, method, start, reply } = settings
  const sent = short(canonicalJson({ headers: settings.headers, body: settings.body }))
  const parts = await partsOf(suite, settings, {
    target: around.redactor.redact(`http ${method} ${url}, request ${sent}, reply ${short(canonicalJson(reply))}`),
    files: start === undefined ? [] : await filesAmong(suite.folder, start.command),
  })
  const server = serverFor(ctx, settings, around)
  if (server !== undefined) closeAtEnd(ctx, server.stop)
  const request = requestFor(ctx, settings, sha256(canonicalJson({ data: dataHash(data.samples), app: parts.app })))
  const app: HttpApp = {
    request,
    reply,
    timeoutMs: settings.timeoutMs,
    clock: ctx.clock,
    waitMs: retryAfterMs,
    ...(server === undefined ? {} : { server }),
  }
  return {
    target: appTarget({ ...contractFor(ctx, 'http', around), ask: httpApp(app) }),
    parts,
    warnings: () => [],
  }
}

const short = (text: string): string => sha256(text).slice(0, 8)

/** The same question of the same data to the same app has the same key in every run, so that a server that remembers keys need not pay twice. */
const requestFor = ({ env }: Context, settings: HttpSettings, scope: string): HttpApp['request'] => {
  const { url, method } = settings
  const own = Object.fromEntries(
    Object.entries(settings.headers).map(([name, value]) => [
      name,
      typeof value === 'string' ? value : `${value.prefix}${env[value.env] ?? ''}`,
    ]),
  )
  const body = settings.body === undefined ? undefined : compileBody(settings.body, own['content-type'])
  return (question, port) => {
    const key = sha256(canonicalJson([scope, question.id, question.trial])).slice(0, 32)
    const headers = { accept: 'application/json, text/plain;q=0.9, */*;q=0.1', 'idempotency-key': key }
    const asked = { url: compileUrl(url, port)(question), method }
    if (body === undefined) return { ...asked, headers: { ...headers, ...own } }
    return { ...asked, headers: { ...headers, 'content-type': body.type, ...own }, body: body.make(question) }
  }
}

const serverFor = (ctx: Context, { start, url, startMs }: HttpSettings, around: Surroundings): Server | undefined => {
  if (start === undefined) return undefined
  const ready = (port: number): string => {
    const filled = (text: string): string => text.replaceAll('{{port}}', String(port))
    return start.ready.startsWith('/') ? new URL(start.ready, new URL(filled(url)).origin).href : filled(start.ready)
  }
  return serverOf({ ...around, command: start.command, ready, startMs, clock: ctx.clock })
}
