import type { Ask } from '../../src/domain/call.ts'
import { issueLines } from '../../src/files/issues.ts'
import { checkBy } from '../../src/files/own-schema.ts'
import { parseCorpus } from '../../src/rag/corpus.ts'
import { embedBy } from '../../src/rag/embed.ts'
import type { Knowledge } from '../../src/rag/knowledge.ts'
import { learn } from '../../src/rag/knowledge.ts'
import { defaultMessages } from '../../src/rag/messages.ts'
import type { Pipeline } from '../../src/rag/pipeline.ts'
import { quoting } from '../../src/rag/quoting.ts'
import replySchema from '../../src/rag/reply.schema.json' with { type: 'json' }
import { calm } from '../transport/fake-ask.ts'
import { miniCorpus } from './mini-corpus.ts'

const check = checkBy(replySchema)

/** The library's knowledge; with words alone where no embedding model is given. */
export const miniKnowledge = (embedding?: { readonly model: string; readonly ask: Ask }): Promise<Knowledge> =>
  learn(
    {
      documents: parseCorpus(miniCorpus),
      stemming: true,
      quotes: true,
      ...(embedding !== undefined && { embedding: { model: embedding.model, embed: embedBy(embedding.ask, embedding.model) } }),
    },
    calm,
  )

export const miniPipeline = async (more: Partial<Pipeline> = {}): Promise<Pipeline> => {
  const knowledge = more.knowledge ?? (await miniKnowledge())
  return {
    knowledge,
    topK: 3,
    generate: quoting(knowledge, 'quoting'),
    validate: (value) => issueLines(check(value)),
    routing: { serve: 0.85, serveWithCaveat: 0.7 },
    messages: defaultMessages,
    ...more,
  }
}
