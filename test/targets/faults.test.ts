import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { inShort, messageOf, soon, startCommand, startModule, startPersistent, using, type Options, type Started } from './apps.ts'

/**
 * An app in three ways of being one. Its text is the body of `answer(input)`, which may `return`, `throw`, and use `times()`: how
 * often it was called before, over all its processes.
 */
const ways: Readonly<Record<string, (body: string, options?: Options) => Promise<Started>>> = {
  module: (body, options) => startModule(`${memory}\nexport default async (input) => { ${body} }`, options),
  command: (body, options) =>
    startCommand(
      `${memory}
import { text } from 'node:stream/consumers'
const answer = async (input) => { ${body} }
const said = await answer(JSON.parse(await text(process.stdin)).input)
process.stdout.write(typeof said === 'string' ? said : JSON.stringify(said))`,
      options,
    ),
  persistent: (body, options) =>
    startPersistent(
      `${memory}
import { createInterface } from 'node:readline'
import { writeSync } from 'node:fs'
import { Socket } from 'node:net'
const answer = async (input) => { ${body} }
for await (const line of createInterface({ input: new Socket({ fd: 3 }) })) {
  const { call, input } = JSON.parse(line)
  void answer(input).then((said) => writeSync(4, JSON.stringify({ call, ...(typeof said === 'string' ? { answer: said } : said) }) + '\\n'))
}`,
      options,
    ),
}

const memory = `import { appendFileSync, statSync, existsSync } from 'node:fs'
const times = () => { const n = existsSync('times') ? statSync('times').size : 0; appendFileSync('times', 'x'); return n }`

type Law = {
  readonly fault: string
  readonly body: string
  readonly ends: string
  readonly says?: RegExp
  readonly options?: Options
  /** Ways in which there is no such fault, or in which it is another one. */
  readonly except?: Readonly<Record<string, string>>
}

const timely: Options = { timeoutMs: soon }

const laws: readonly Law[] = [
  { fault: 'none', body: `return 'blue'`, ends: 'answered: blue' },
  { fault: 'an empty answer', body: `return { answer: '' }`, ends: 'answered: ' },
  { fault: 'throws once', body: `if (times() === 0) throw new Error('oops'); return 'blue'`, ends: 'answered: blue' },
  { fault: 'throws twice', body: `throw new TypeError('no such colour')`, ends: 'failed: app', says: /no such colour/ },
  { fault: 'exits with 1 once', body: `if (times() === 0) process.exit(1); return 'blue'`, ends: 'answered: blue' },
  {
    fault: 'exits with 1 twice',
    body: `console.error('no paint'); process.exit(1)`,
    ends: 'failed: app',
    says: /exited with 1; .*no paint/s,
  },
  { fault: 'exits with 75', body: `process.exit(75)`, ends: 'errored: server', says: /not to blame/ },
  { fault: 'is killed by a signal', body: `process.kill(process.pid, 'SIGKILL')`, ends: 'failed: app', says: /killed by SIGKILL/ },
  {
    fault: 'a rejection that nobody handles',
    body: `Promise.reject(new Error('stray')); await new Promise(setImmediate); await new Promise((r) => setTimeout(r, 60000))`,
    ends: 'failed: app',
    says: /stray/,
  },
  {
    fault: 'never answers',
    body: `await new Promise((r) => setTimeout(r, 1e9))`,
    ends: 'errored: timeout',
    says: /target\.timeout/,
    options: timely,
  },
  { fault: 'an endless loop', body: `for (;;);`, ends: 'errored: timeout', says: /within 0\.4 s/, options: timely },
  {
    fault: 'prints on stdout',
    body: `console.log('loading'); console.log('{"answer":"no"}'); console.log(''); return { answer: 'blue' }`,
    ends: 'answered: blue',
  },
  {
    fault: 'prints 20 MiB on stdout',
    body: `await new Promise((r) => process.stdout.write('x'.repeat(20 << 20) + '\\n', r)); return { answer: 'blue' }`,
    ends: 'answered: blue',
    except: { command: 'failed: app' },
  },
  {
    fault: 'writes 20 MiB on stderr',
    body: `await new Promise((r) => process.stderr.write('x'.repeat(20 << 20) + '\\n', r)); return 'blue'`,
    ends: 'answered: blue',
  },
  {
    fault: 'no answer in the answer',
    body: `return { text: 'blue', sources: [] }`,
    ends: 'failed: app',
    says: /nothing at \/answer: the reply has .*text, sources.*target\.response\.answer/,
  },
  { fault: 'an answer of another kind', body: `return { answer: 5 }`, ends: 'failed: app', says: /\/answer is no text but 5/ },
  {
    fault: 'documents without names',
    body: `return { answer: 'blue', retrieved: [{ title: 'Doors' }] }`,
    ends: 'failed: app',
    says: /\/retrieved\/0 names no document/,
  },
  {
    fault: 'a confidence beyond 1',
    body: `return { answer: 'blue', confidence: 95 }`,
    ends: 'failed: app',
    says: /\/confidence is not a number from 0 to 1 but 95/,
  },
  {
    fault: 'a fallback for a timeout',
    body: `return { answer: 'Later.', route: 'fallback', reason: 'timeout' }`,
    ends: 'errored: timeout',
  },
  {
    fault: 'a fallback for low confidence',
    body: `return { answer: 'Dunno.', route: 'fallback', reason: 'low_confidence' }`,
    ends: 'answered: Dunno.',
  },
  {
    fault: 'a fallback for a mistake of its own',
    body: `return { answer: 'Sorry.', route: 'fallback', reason: 'unexpected_error' }`,
    ends: 'failed: app',
  },
  {
    fault: 'memory without end',
    body: `const kept = []; for (;;) { kept.push(Array.from({ length: 1e5 }, Math.random)); await null }`,
    ends: 'failed: app',
    says: /heap/,
    options: { env: { NODE_OPTIONS: '--max-old-space-size=40' } },
  },
]

for (const [way, start] of Object.entries(ways))
  describe(`a ${way} app:`, { concurrency: 2, timeout: 120_000 }, () => {
    for (const { fault, body, ends, says, options, except } of laws)
      test(`${fault} → ${except?.[way] ?? ends}`, async () => {
        const output = await using(start(body, options), (app) => app.put('which colour?'))
        assert.equal(inShort(output), except?.[way] ?? ends, messageOf(output))
        if (says !== undefined) assert.match(messageOf(output), says)
      })
  })
