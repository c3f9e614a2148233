import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import {
  gone,
  inShort,
  messageOf,
  soon,
  startCommand,
  startModule,
  startPersistent,
  using,
  written,
  type Options,
  type Started,
} from './apps.ts'

/** Waits that end when a test asks for it: a call is under way for as long as its file is not there. */
const held = `import { existsSync, appendFileSync, writeFileSync } from 'node:fs'
const under = async (file) => { while (!existsSync(file)) await new Promise((r) => setTimeout(r, 5)) }
`

const limit = { timeout: 120_000 }

test('a call that kills its process costs none of its neighbours their answer', limit, async () => {
  const source = `${held}
let inside = 0
export default async (input) => {
  inside += 1
  if (inside === 4) writeFileSync('all', 'x')
  if (inside === 1) await Promise.race([under('all'), new Promise((r) => setTimeout(r, 300))])
  else await new Promise((r) => setTimeout(r, 20))
  if (input === 'bomb') process.exit(3)
  return 'fine ' + input
}`
  const outputs = await using(startModule(source), (app) => Promise.all(['one', 'bomb', 'two', 'three'].map((input) => app.put(input))))
  assert.deepEqual(outputs.map(inShort), ['answered: fine one', 'failed: app', 'answered: fine two', 'answered: fine three'])
  assert.match(outputs.map(messageOf).join(''), /exited with 3/)
})

test('a call that stops the event loop costs none of its neighbours their answer', limit, async () => {
  const source = `export default async (input) => {
  await new Promise((r) => setTimeout(r, 50))
  if (input === 'loop') for (;;);
  await new Promise((r) => setTimeout(r, 50))
  return 'fine ' + input
}`
  const starting = startModule(source, { timeoutMs: 3000 })
  const outputs = await using(starting, (app) => Promise.all(['one', 'loop', 'two'].map((input) => app.put(input))))
  assert.deepEqual(outputs.map(inShort), ['answered: fine one', 'errored: timeout', 'answered: fine two'])
  assert.match(outputs.map(messageOf).join(''), /the event loop of its process hangs/)
})

test('a call that waits too long is its own doing alone, and its signal tells it so', limit, async () => {
  const source = `${held}
export default async (input, { id, trial, signal }) => {
  if (input === 'slow') { await new Promise((r) => signal.addEventListener('abort', r)); writeFileSync('told', id + ' ' + trial); return 'too late' }
  return 'fine ' + input
}`
  await using(startModule(source, { timeoutMs: 3000 }), async (app) => {
    const outputs = await Promise.all(['one', 'slow', 'two'].map((input) => app.put(input, { trial: 2 })))
    assert.deepEqual(outputs.map(inShort), ['answered: fine one', 'errored: timeout', 'answered: fine two'])
    assert.equal(await written(join(app.folder, 'told')), 'id of slow 2')
  })
})

test('a child answers many questions, and as many children as there may be share them', limit, async () => {
  const source = `let calls = 0
export default async () => { calls += 1; await new Promise((r) => setTimeout(r, 20)); return process.pid + ' ' + calls }`
  const outputs = await using(startModule(source, { processes: 2, calls: 2 }), (app) =>
    Promise.all(Array.from({ length: 12 }, (_, index) => app.put(String(index)))),
  )
  const pids = new Set(outputs.map((output) => inShort(output).split(' ')[1]))
  assert.equal(pids.size, 2)
  assert.ok(
    outputs.some((output) => inShort(output).endsWith(' 4')),
    'a child is asked again and again',
  )
})

test('a persistent command that dies in the middle is started again, and only what it held is asked again', limit, async () => {
  const source = `${held}
import { createInterface } from 'node:readline'
import { writeSync } from 'node:fs'
import { Socket } from 'node:net'
for await (const line of createInterface({ input: new Socket({ fd: 3 }) })) {
  const { call, input } = JSON.parse(line)
  appendFileSync('asked', input + ' ')
  if (input === 'third' && !existsSync('died')) { writeFileSync('died', 'x'); process.exit(1) }
  writeSync(4, JSON.stringify({ call, answer: 'fine ' + input }) + '\\n')
}`
  await using(startPersistent(source, { calls: 1 }), async (app) => {
    const outputs = []
    for (const input of ['first', 'second', 'third', 'fourth']) outputs.push(inShort(await app.put(input)))
    assert.deepEqual(
      outputs,
      ['first', 'second', 'third', 'fourth'].map((input) => `answered: fine ${input}`),
    )
    assert.equal(await written(join(app.folder, 'asked')), 'first second third third fourth ')
  })
})

test('a persistent command answers in any order; a reply that names no call is the one under way', limit, async () => {
  const source = `
import { createInterface } from 'node:readline'
import { writeSync } from 'node:fs'
import { Socket } from 'node:net'
const waiting = []
for await (const line of createInterface({ input: new Socket({ fd: 3 }) })) {
  const { call, input } = JSON.parse(line)
  if (input === 'alone') writeSync(4, '{"answer":"fine alone"}\\n')
  else if (waiting.push({ call, answer: 'fine ' + input }) === 3) while (waiting.length > 0) writeSync(4, JSON.stringify(waiting.pop()) + '\\n')
}`
  await using(startPersistent(source), async (app) => {
    const outputs = await Promise.all(['one', 'two', 'three'].map((input) => app.put(input)))
    assert.deepEqual(outputs.map(inShort), ['answered: fine one', 'answered: fine two', 'answered: fine three'])
    assert.equal(inShort(await app.put('alone')), 'answered: fine alone')
  })
})

for (const [what, line, says] of [
  ['is not JSON', 'Traceback!', /descriptor 4 is not JSON: Traceback!/],
  ['says what went wrong', '{"error":"no ink"}', /no ink/],
  ['names no answer', '{"text":"blue"}', /nothing at \/answer: the reply has text/],
] as const)
  test(`a persistent command whose line ${what} has failed`, limit, async () => {
    const source = `import { createInterface } from 'node:readline'
import { writeSync } from 'node:fs'
import { Socket } from 'node:net'
for await (const _ of createInterface({ input: new Socket({ fd: 3 }) })) writeSync(4, ${JSON.stringify(`${line}\n`)})`
    const output = await using(startPersistent(source), (app) => app.put('which?'))
    assert.equal(inShort(output), 'failed: app')
    assert.match(messageOf(output), says)
  })

test('an upstream that is down is not the app’s doing, whoever says so', limit, async () => {
  const thrown = `export default async () => { throw Object.assign(new Error('model is down'), { code: 'AIEVAL_UPSTREAM' }) }`
  const line = `import { createInterface } from 'node:readline'
import { writeSync } from 'node:fs'
import { Socket } from 'node:net'
for await (const _ of createInterface({ input: new Socket({ fd: 3 }) })) writeSync(4, '{"error":{"message":"model is down","code":"AIEVAL_UPSTREAM"}}\\n')`
  for (const starting of [startModule(thrown), startPersistent(line)]) {
    const output = await using(starting, (app) => app.put('q'))
    assert.equal(inShort(output), 'errored: server')
    assert.match(messageOf(output), /not to blame: .*model is down/)
  }
})

test('a module that cannot be loaded fails every question, and is not started for each of them', limit, async () => {
  const source = `import { appendFileSync } from 'node:fs'
appendFileSync('starts', 'x')
throw new Error('no database')`
  await using(startModule(source), async (app) => {
    for (const input of ['one', 'two', 'three', 'four']) {
      const output = await app.put(input)
      assert.equal(inShort(output), 'failed: app')
      assert.match(messageOf(output), /no database/)
    }
    assert.equal(await written(join(app.folder, 'starts')), 'xxx')
  })
})

test('a module that patches what it finds cannot keep its answers from arriving', limit, async () => {
  const source = `globalThis.setInterval = () => { throw new Error('no timers') }
JSON.stringify = () => 'gibberish'
performance.now = () => 0
process.send = undefined
export default async (input) => ({ answer: 'fine ' + input })`
  assert.equal(inShort(await using(startModule(source), (app) => app.put('one'))), 'answered: fine one')
})

for (const [what, value] of [
  ['nothing', 'undefined'],
  ['a number too large for JSON', '({ answer: "x", n: 10n })'],
  ['what goes round in circles', '(() => { const a = { answer: "x" }; a.a = a; return a })()'],
] as const)
  test(`a function that returns ${what} has failed, and its child goes on`, limit, async () => {
    const source = `export default async (input) => input === 'odd' ? ${value} : 'fine ' + process.pid`
    await using(startModule(source), async (app) => {
      const before = inShort(await app.put('one'))
      assert.equal(inShort(await app.put('odd')), 'failed: app')
      assert.equal(inShort(await app.put('two')), before)
    })
  })

/** A program that starts another one, which would live for ever, and writes down its id. */
const withGrandchild = (then: string): string => `import { spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
const grandchild = () => writeFileSync('grandchild', String(spawn(process.execPath, ['-e', 'setInterval(() => {}, 1e6)'], { stdio: 'inherit' }).pid))
${then}`

const startings: readonly (readonly [string, string, (source: string, options: Options) => Promise<Started>])[] = [
  ['module', 'export default async () => { grandchild(); await new Promise((r) => setTimeout(r, 1e6)) }', startModule],
  ['command', 'grandchild(); setTimeout(() => {}, 1e6)', startCommand],
  ['persistent', 'grandchild(); setTimeout(() => {}, 1e6)', startPersistent],
]

for (const [way, then, start] of startings) {
  test(`the end of a ${way} app is the end of what it started`, limit, async () => {
    const starting = start(withGrandchild(then), { timeoutMs: soon })
    const { folder } = await starting
    const output = await using(starting, (app) => app.put('q'))
    assert.equal(inShort(output), 'errored: timeout')
    await gone(Number(await written(join(folder, 'grandchild'))))
  })

  test(`a ${way} app that is called off leaves no process behind`, limit, async () => {
    const stop = new AbortController()
    const starting = start(withGrandchild(then), {})
    const { folder } = await starting
    const outcome = using(starting, (app) => app.put('q', { signal: stop.signal }))
    const pid = Number(await written(join(folder, 'grandchild')))
    stop.abort()
    assert.equal(inShort(await outcome), 'errored: interrupted')
    await gone(pid)
  })
}

test('what a command leaves behind when it ends well is ended too', limit, async () => {
  const starting = startCommand(withGrandchild(`grandchild(); console.log('{"answer":"fine"}'); process.exit(0)`))
  const { folder } = await starting
  assert.equal(inShort(await using(starting, (app) => app.put('q'))), 'answered: fine')
  await gone(Number(await written(join(folder, 'grandchild'))))
})

test('a secret on stderr or in a thrown message is named and not shown', limit, async () => {
  const secret = 'sk-0123456789+/=é'
  const base64 = Buffer.from(secret).toString('base64')
  const forms = [secret, base64, encodeURIComponent(secret)]
  const leak = `console.error('x'.repeat(5000) + ${JSON.stringify(forms.join(' | '))} + ' end')`
  const options = { secrets: { APP_KEY: secret } }
  const died = messageOf(await using(startCommand(`${leak}; process.exit(1)`, options), (app) => app.put('q')))
  const threw = messageOf(
    await using(startModule(`export default async () => { throw new Error(${JSON.stringify(`key ${secret} refused`)}) }`, options), (app) =>
      app.put('q'),
    ),
  )
  for (const form of forms) assert.ok(!`${died}${threw}`.includes(form), form)
  assert.match(died, /\[APP_KEY\] \| \[APP_KEY\] \| \[APP_KEY\] end$|\[APP_KEY\] \| \[APP_KEY\] \| \[APP_KEY\] end/)
  assert.match(threw, /key \[APP_KEY\] refused/)
})

test('a program that is not there ends the run at once', limit, async () => {
  const { commandApp } = await import('../../src/targets/command.ts')
  const { contractOf, plainReply, realClock } = await import('./apps.ts')
  const { redactor } = await import('../../src/targets/redact.ts')
  const ask = commandApp({
    command: ['./nowhere'],
    folder: '/',
    env: {},
    redactor: redactor({}),
    reply: plainReply,
    timeoutMs: 60_000,
    clock: realClock,
  })
  const output = await contractOf(ask)({ id: 'a', input: 'q', tags: [] }, 1, new AbortController().signal)
  assert.equal(inShort(output), 'errored: not_found')
  assert.match(messageOf(output), /nowhere could not be started/)
})
