/** Embeds the shipped corpus and the questions of the shipped sets and writes fixtures/corpus.vectors, so that a first run embeds only what was changed. */
import { writeFileSync } from 'node:fs'
import { embedBy, embedInParts } from '../../src/rag/embed.ts'
import { textsOf } from '../../src/rag/knowledge.ts'
import { local } from '../../src/transport/local.ts'
import { writeIndex } from '../../src/transport/local-index.ts'
import { useLite } from '../../src/transport/local-use-lite.ts'
import { shippedDocuments, shippedQuestions, stillClock, vectorsFile } from './shipped.ts'

const texts = [...new Set([...textsOf(shippedDocuments()), ...shippedQuestions()])]
const vectors = await embedInParts(embedBy(local(stillClock), useLite.name), texts, new AbortController().signal)
const bytes = writeIndex(
  useLite.weights,
  new Map(texts.flatMap((text, place) => (vectors[place] === undefined ? [] : [[text, vectors[place]]]))),
)
writeFileSync(vectorsFile, bytes)
process.stdout.write(`${vectorsFile}: ${texts.length} texts, ${bytes.length} bytes\n`)
