import assert from 'node:assert/strict'
import { test } from 'node:test'
import { likelyCause, type Lost } from '../../src/compare/likely-cause.ts'

const cells = (answered: number, notAnswered: number) => ({ answered, notAnswered })

const lost = (more: Partial<Lost> = {}): Lost => ({
  broken: 10,
  retrieved: cells(0, 0),
  notRetrieved: cells(0, 0),
  unknown: 0,
  aboutRetrieval: false,
  ...more,
})
const notFound = lost({ retrieved: cells(2, 0), notRetrieved: cells(3, 5) })
const wrong = lost({ retrieved: cells(8, 1), notRetrieved: cells(1, 0) })
const notAnswered = lost({ retrieved: cells(1, 9) })
const unknown = lost({ unknown: 10 })

const likely = (claim: string, samples: Lost, parts: readonly string[], expected: string): void => {
  test(claim, () =>
    assert.equal(
      likelyCause(
        samples,
        parts.map((part) => ({ part, base: 'a', now: 'b' })),
      ),
      expected,
    ),
  )
}

likely(
  'documents that are not found point at the retriever, not at the prompt',
  notFound,
  ['prompt', 'retriever'],
  'the changed retriever (for 8 of 10 no relevant document was retrieved)',
)
likely(
  'wrong answers from the right document point at prompt and model',
  wrong,
  ['prompt', 'retriever', 'models.primary', 'models.fallback'],
  'the changed prompt or model (for 8 of 10 a relevant document was retrieved and the answer was wrong)',
)
likely(
  'no answer from the right document points at the routing',
  notAnswered,
  ['routing', 'corpus'],
  'the changed routing (for 9 of 10 a relevant document was retrieved and nothing was answered)',
)
likely(
  'an embedding model finds documents',
  notFound,
  ['models.embedding', 'models.primary'],
  'the changed embedding model (for 8 of 10 no relevant document was retrieved)',
)
likely(
  'a change that would not do this is named, not blamed',
  notFound,
  ['prompt'],
  'not clear: the changed prompt would not do this (for 8 of 10 no relevant document was retrieved)',
)
likely(
  'a metric of retrieval needs no table',
  lost({ aboutRetrieval: true, retrieved: cells(10, 0) }),
  ['prompt', 'corpus'],
  'the changed corpus (the metric sees nothing but what was retrieved)',
)
likely(
  'an app of one’s own can have done anything',
  wrong,
  ['target', 'app'],
  'the changed app (for 8 of 10 a relevant document was retrieved and the answer was wrong)',
)
likely('without labels the changed parts are all there is', unknown, ['prompt'], 'the changed prompt; nothing tells finding from answering')
likely(
  'where nothing changed it is the app or chance',
  unknown,
  ['data', 'aieval'],
  "none of prompt, model, corpus, retriever and routing changed: the app's own code, or a model that answers otherwise each time",
)
likely(
  'recorded outputs are not said to be unchanged',
  wrong,
  ['outputs'],
  'not known: recorded outputs do not tell what made them (for 8 of 10 a relevant document was retrieved and the answer was wrong)',
)
const refused = lost({ retrieved: cells(1, 9) })
for (const part of ['prompt', 'models.primary'] as const)
  likely(
    `a ${part} can make an app refuse`,
    refused,
    [part],
    `the changed ${part === 'prompt' ? 'prompt' : 'model'} (for 9 of 10 a relevant document was retrieved and nothing was answered)`,
  )
likely(
  'a corpus can make answers wrong',
  wrong,
  ['corpus'],
  'the changed corpus (for 8 of 10 a relevant document was retrieved and the answer was wrong)',
)
likely(
  'a changed prompt is named beside recorded outputs',
  wrong,
  ['outputs', 'prompt'],
  'the changed prompt (for 8 of 10 a relevant document was retrieved and the answer was wrong)',
)
likely(
  'recorded outputs are known by one part of all that differs',
  unknown,
  ['data', 'outputs'],
  'not known: recorded outputs do not tell what made them',
)
