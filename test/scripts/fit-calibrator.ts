/**
 * Fits the confidence of the quoting pipeline on development samples and writes src/rag/calibrator.json.
 * Run `npm run format` afterwards. Usage: node test/scripts/fit-calibrator.ts [samples.jsonl …], by default eval/dev_samples_100.jsonl
 */
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import type { Sample } from '../../src/domain/sample.ts'
import { compileRegex } from '../../src/files/regex.ts'
import { factualAccuracy } from '../../src/metrics/scorers/factual-accuracy.ts'
import type { Calibrator } from '../../src/rag/confidence.ts'
import { embedBy } from '../../src/rag/embed.ts'
import { extract } from '../../src/rag/extract.ts'
import type { Features } from '../../src/rag/features.ts'
import { featuresOf } from '../../src/rag/features.ts'
import { learn, understand } from '../../src/rag/knowledge.ts'
import { quotedText } from '../../src/rag/quoting.ts'
import { rank } from '../../src/rag/retrieve.ts'
import { local } from '../../src/transport/local.ts'
import { vectorIndex } from '../../src/transport/local-index.ts'
import { useLite } from '../../src/transport/local-use-lite.ts'
import { areaUnderCurve, calibrationError, tier } from './calibration.ts'
import type { Judged } from './calibration.ts'
import type { Row } from './logistic.ts'
import { fitLogistic, predict } from './logistic.ts'
import { repository, shippedDocuments, stillClock, vectorsFile } from './shipped.ts'

const topK = 5
const folds = 10
const never = new AbortController().signal

/** Few for a hundred samples: more were no better on the samples left out. */
const lexicalFeatures = ['quoteCoverage', 'documentCoverage', 'margin', 'mix'] as const
const hybridFeatures = ['quoteCoverage', 'standout', 'quoteSimilarity'] as const

const files = process.argv.length > 2 ? process.argv.slice(2) : [`${repository}eval/dev_samples_100.jsonl`]
const content = files.map((file) => readFileSync(file, 'utf8').trimEnd()).join('\n')
const samples = content.split('\n').map((line) => JSON.parse(line) as Sample)
const sha256 = createHash('sha256').update(content).digest('hex')
const scorer = factualAccuracy('factual_accuracy', { regex: compileRegex, schema: () => () => [] })

const calibrators = {
  hybrid: await calibrate('hybrid', hybridFeatures),
  lexical: await calibrate('lexical', lexicalFeatures),
}
writeFileSync(`${repository}src/rag/calibrator.json`, `${JSON.stringify(calibrators, undefined, 2)}\n`)

async function calibrate(kind: 'hybrid' | 'lexical', names: readonly (keyof Features)[]): Promise<Calibrator> {
  const rows = await observe(kind === 'hybrid', names)
  report(kind, crossValidate(rows))
  return { features: names, ...fitLogistic(rows), fittedOn: { sha256, n: rows.length } }
}

/** The features of every answer, and whether it would have been right to serve it. */
async function observe(embeds: boolean, names: readonly (keyof Features)[]): Promise<readonly Row[]> {
  const leaf = local(stillClock)
  const ask = existsSync(vectorsFile) ? vectorIndex(readFileSync(vectorsFile))(leaf) : leaf
  const embed = embeds ? embedBy(ask, useLite.name) : undefined
  const knowledge = await learn(
    {
      documents: shippedDocuments(),
      stemming: true,
      quotes: true,
      ...(embed !== undefined && { embedding: { model: useLite.name, embed } }),
    },
    never,
  )
  const rows: Row[] = []
  for (const sample of samples) {
    const question = await understand(knowledge, sample.input, embed, never)
    const ranked = rank(knowledge.search, question)
    const quotes = extract(knowledge, question, ranked.slice(0, topK))
    const features = featuresOf(knowledge, { question, ranked, topK, quotes })
    rows.push({ features: names.map((name) => features[name]), right: isRight(sample, quotedText(knowledge, quotes)) })
  }
  return rows
}

function isRight(sample: Sample, text: string): boolean {
  const score = scorer.score(sample, { status: 'answered', text, model: useLite.name, route: 'serve', ms: 0, calls: [] })
  return sample.expected?.answerable === true && score.status === 'measured' && score.value === 1
}

/** Samples of one cluster stay in one fold, so that no question is predicted from its own paraphrase. */
function crossValidate(rows: readonly Row[]): readonly Judged[] {
  const clusters = [...new Set(samples.map((sample) => sample.cluster ?? sample.id))].toSorted()
  const foldOf = (place: number): number => clusters.indexOf(samples[place]?.cluster ?? samples[place]?.id ?? '') % folds
  return Array.from({ length: folds }, (_, fold) => fold).flatMap((fold) => {
    const fit = fitLogistic(rows.filter((_, place) => foldOf(place) !== fold))
    return rows.filter((_, place) => foldOf(place) === fold).map(({ features, right }) => ({ confidence: predict(fit, features), right }))
  })
}

function report(kind: string, judged: readonly Judged[]): void {
  const figures = [
    `AUC ${areaUnderCurve(judged).toFixed(3)}`,
    `ECE ${calibrationError(judged).toFixed(3)}`,
    ...[0.85, 0.7, 0.5, 0.4, 0.3].map((least) => tier(judged, least)),
  ]
  process.stdout.write(
    `${kind}, ${folds}-fold cross-validated on ${judged.length} samples, ${judged.filter(({ right }) => right).length} answers right\n  ${figures.join('\n  ')}\n`,
  )
}
