import { setImmediate } from 'node:timers/promises'
import type { ChatCall } from '../../src/domain/call.ts'
import { folderStore } from '../../src/files/store.ts'
import { byKind } from '../../src/transport/by-kind.ts'
import { cache } from '../../src/transport/cache.ts'
import { chatCall, chatReply, embedReply } from './fake-ask.ts'

// A process of its own that asks the same questions as others through one cache: node cache-worker.ts <folder> <questions> <rounds>

const [folder = '', questions = '0', rounds = '0'] = process.argv.slice(2)
let asked = 0
const leaf = byKind(
  async (call) => {
    asked += 1
    await setImmediate()
    return chatReply({ text: answerTo(call) })
  },
  async (call) => embedReply(call),
)
const answerTo = ({ messages, trial }: ChatCall): string => `${messages[0]?.content} ${trial} ${'x'.repeat(5000)}`

const damaged: string[] = []
const ask = cache({ baseUrl: 'b', adapter: 'a', store: folderStore(folder, () => Date.now()), onDamaged: (key) => damaged.push(key) })(leaf)
const signal = new AbortController().signal
const wrong: string[] = []
for (let round = 0; round < Number(rounds); round += 1)
  await Promise.all(
    Array.from({ length: Number(questions) }, async (_, index) => {
      const call = { ...chatCall, messages: [{ role: 'user', content: `question ${index}` }], trial: 1 } as const
      const reply = await ask(call, signal)
      if (reply.text !== answerTo(call)) wrong.push(reply.text)
    }),
  )
process.stdout.write(JSON.stringify({ asked, damaged: damaged.length, wrong: wrong.length }))
