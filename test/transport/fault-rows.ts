import type { FailureCode } from '../../src/domain/output.ts'
import type { ScriptedReply } from '../servers/openai.ts'

/** What one fault comes to; `attempts` where it never ends, `exit` of a run in which every sample meets it or a single one of sixty does. */
export type FaultRow = {
  readonly fault: string
  readonly replies: readonly ScriptedReply[]
  readonly attempts: number
  readonly outcome: FailureCode | 'answered'
  readonly exit: { readonly all: number; readonly one: number }
}

const error = (status: number, errorCode: string): ScriptedReply => ({ status, errorCode })
const page = { body: '<html>Sign in</html>', headers: { 'content-type': 'text/html' } }
const badUtf8 = Buffer.from('{"model":"pinned-1","choices":[{"message":{"content":"caf\xe9"}}]}', 'latin1')
const usedUp = { 'x-ratelimit-limit-requests': '600', 'x-ratelimit-remaining-requests': '0', 'x-ratelimit-reset-requests': '6m0s' }
const missing = { all: 3, one: 0 }
const stops = { all: 3, one: 3 }

/** Rows as README.md of src/transport has them. */
export const faultRows: readonly FaultRow[] = [
  { fault: '400, 422', replies: [{ status: 400 }, { status: 422 }], attempts: 1, outcome: 'input', exit: missing },
  {
    fault: '400 `context_length_exceeded`, 413',
    replies: [error(400, 'context_length_exceeded'), { status: 413 }],
    attempts: 1,
    outcome: 'too_long',
    exit: { all: 1, one: 0 },
  },
  { fault: '401, 403', replies: [error(401, 'invalid_api_key'), { status: 403 }], attempts: 1, outcome: 'auth', exit: stops },
  {
    fault: '402, 429 `insufficient_quota`',
    replies: [{ status: 402 }, error(429, 'insufficient_quota')],
    attempts: 1,
    outcome: 'quota',
    exit: stops,
  },
  { fault: '404', replies: [error(404, 'model_not_found')], attempts: 1, outcome: 'not_found', exit: { all: 2, one: 3 } },
  {
    fault: '408, 409, 500, 502, 503, 504, 520, 524, 529',
    replies: [408, 409, 500, 502, 503, 504, 520, 524, 529].map((status) => ({ status })),
    attempts: 4,
    outcome: 'server',
    exit: missing,
  },
  {
    fault: '429, with a wait or without',
    replies: [{ status: 429, headers: { 'retry-after': '2' } }, error(429, 'rate_limit_exceeded')],
    attempts: 4,
    outcome: 'rate_limited',
    exit: missing,
  },
  { fault: '200 with `remaining: 0`', replies: [{ headers: usedUp }], attempts: 1, outcome: 'answered', exit: { all: 0, one: 0 } },
  {
    fault: '200 with an `error`, without choices, without content',
    replies: [
      { body: { error: { message: 'overloaded', code: 'server_error' } } },
      { body: { model: 'pinned-1', choices: [] } },
      { text: null },
    ],
    attempts: 3,
    outcome: 'parse',
    exit: missing,
  },
  {
    fault: '200 with an `error` that names a quota',
    replies: [{ body: { error: { code: 'insufficient_quota' } } }],
    attempts: 1,
    outcome: 'quota',
    exit: stops,
  },
  {
    fault: 'silence of 60 s, before the reply or within it',
    replies: [{ instead: 'hang' }, { stallAfter: 30 }],
    attempts: 4,
    outcome: 'timeout',
    exit: missing,
  },
  {
    fault: 'connection refused or reset before the reply',
    replies: [{ instead: 'reset' }],
    attempts: 3,
    outcome: 'network',
    exit: missing,
  },
  {
    fault: 'body that is cut, truncated JSON, HTML with 200, bad UTF-8',
    replies: [{ cutAfter: 40 }, { body: '{"model":"pinned-1","choi' }, page, { body: badUtf8 }],
    attempts: 3,
    outcome: 'parse',
    exit: missing,
  },
  {
    fault: '`finish_reason: length`',
    replies: [{ text: 'half an ans', finishReason: 'length' }],
    attempts: 1,
    outcome: 'truncated',
    exit: { all: 1, one: 0 },
  },
  {
    fault: '`finish_reason: content_filter`',
    replies: [{ text: '', finishReason: 'content_filter' }],
    attempts: 1,
    outcome: 'filtered',
    exit: missing,
  },
  {
    fault: 'another model than the pinned one, or none named',
    replies: [{ model: 'other-1' }, { model: null }],
    attempts: 1,
    outcome: 'model_mismatch',
    exit: stops,
  },
  {
    fault: 'usage missing or absurd',
    replies: [{ usage: null }, { usage: { prompt_tokens: -5, completion_tokens: 1e300 } }],
    attempts: 1,
    outcome: 'answered',
    exit: { all: 0, one: 0 },
  },
  {
    fault: 'redirect',
    replies: [{ status: 307, headers: { location: 'http://127.0.0.1:9/v1' } }],
    attempts: 1,
    outcome: 'network',
    exit: missing,
  },
]

export const faultTable = (rows: readonly FaultRow[]): string =>
  [
    ['fault', 'attempts', 'outcome', 'exit, all samples', 'exit, one of 60'],
    ['---', '---', '---', '---', '---'],
    ...rows.map(({ fault, attempts, outcome, exit }) => [fault, String(attempts), outcome, String(exit.all), String(exit.one)]),
  ]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n')
