import { didYouMean } from '../domain/nearest.ts'
import { targetIssues } from './check-target.ts'
import { defaults } from './defaults.ts'
import type { Given } from './given.ts'
import { floating, type PinClaim } from './pins.ts'

/** A rule of the config that its schema cannot say, broken at a path of the file. */
export type ConfigIssue = { readonly path: readonly (string | number)[]; readonly message: string; readonly hint?: string }

export type Known = {
  /** Whether a metric of this name can be computed. */
  readonly metric: (name: string) => boolean
  readonly metricNames: readonly string[]
}

type Block = keyof Given
type Rule = { readonly reads: readonly Block[]; readonly issues: (given: Given, known: Known) => readonly ConfigIssue[] }

/** Every rule beyond the schema, all at once; a rule is left out where a block that it reads is broken, so that one mistake is reported once. */
export const checkConfig = (given: Given, known: Known, broken: ReadonlySet<string> = new Set()): readonly ConfigIssue[] =>
  rules()
    .filter(({ reads }) => !reads.some((block) => broken.has(block)))
    .flatMap(({ issues }) => issues(given, known))

const rules = (): readonly Rule[] => [
  { reads: ['metrics'], issues: metricIssues },
  { reads: ['metrics', 'regression_threshold'], issues: thresholdIssues },
  { reads: ['models'], issues: pinIssues },
  { reads: ['models'], issues: priceIssues },
  { reads: ['routing'], issues: routingIssues },
  { reads: ['target'], issues: targetIssues },
  { reads: ['target', 'models', 'generation'], issues: answererIssues },
  { reads: ['deployment'], issues: deploymentIssues },
]

const metricIssues = (given: Given, known: Known): readonly ConfigIssue[] =>
  given.metrics.flatMap((name, index) =>
    known.metric(name)
      ? []
      : [
          withHint(
            { path: ['metrics', index], message: `unknown metric ${name}` },
            didYouMean(name, known.metricNames) ?? `known: ${known.metricNames.join(', ')}`,
          ),
        ],
  )

const thresholdIssues = (given: Given): readonly ConfigIssue[] =>
  Object.entries(given.regression_threshold).flatMap(([name, allowed]) => {
    const path = ['regression_threshold', name]
    if (!given.metrics.includes(name))
      return [
        withHint(
          { path, message: `a threshold for ${name}, which is not among metrics` },
          didYouMean(name, given.metrics) ?? `add ${name} to metrics`,
        ),
      ]
    if (allowed < 0)
      return [{ path, message: `a threshold is a drop of 0 or more, is ${allowed}`, hint: 'write 0.05 to allow a drop of 5 points' }]
    if (allowed >= 1)
      return [
        {
          path,
          message: `thresholds are absolute and below 1, is ${allowed}`,
          hint: `${allowed} ${allowed === 1 ? 'point' : 'points'} is ${Number((allowed / 100).toFixed(6))}`,
        },
      ]
    return []
  })

const pinIssues = (given: Given): readonly ConfigIssue[] => {
  const primary = given.models?.primary
  const fallback = primary?.fallback === undefined ? undefined : { ...pinClaim(primary), model: primary.fallback }
  return [
    ...floatingIssue(primary, ['models', 'primary', 'model']),
    ...floatingIssue(fallback, ['models', 'primary', 'fallback']),
    ...floatingIssue(given.models?.embedding, ['models', 'embedding', 'model']),
    ...(given.models?.candidates ?? []).flatMap((candidate, index) => floatingIssue(candidate, ['models', 'candidates', index, 'model'])),
  ]
}

const priceIssues = ({ models }: Given): readonly ConfigIssue[] =>
  models?.primary?.fallback_price === undefined || models.primary.fallback !== undefined
    ? []
    : [
        {
          path: ['models', 'primary', 'fallback_price'],
          message: 'a fallback_price, and there is no fallback',
          hint: 'add fallback, or write price',
        },
      ]

const pinClaim = ({ provider, pinned }: PinClaim): PinClaim =>
  pinned === undefined ? { provider, model: '' } : { provider, model: '', pinned }

const floatingIssue = (pin: PinClaim | undefined, path: readonly (string | number)[]): readonly ConfigIssue[] => {
  const found = pin === undefined ? undefined : floating(pin)
  return found === undefined ? [] : [{ path, ...found }]
}

const routingIssues = (given: Given): readonly ConfigIssue[] => {
  const { serve = defaults.routing.serve, serve_with_caveat: caveat = defaults.routing.serveWithCaveat } = given.routing ?? {}
  return caveat > serve
    ? [
        {
          path: ['routing', 'serve_with_caveat'],
          message: `serve_with_caveat (${caveat}) lies above serve (${serve})`,
          hint: 'serve is the higher of the two',
        },
      ]
    : []
}

const answererIssues = ({ target, models, generation }: Given): readonly ConfigIssue[] => {
  if (target.kind !== 'rag' && target.kind !== 'chat') return []
  const hints = {
    rag: 'models: { primary: { provider: local, model: use-lite@0.2.0 } } needs no key',
    chat: 'models: { primary: { provider: openai, model: gpt-4o-2024-08-06 } }',
  }
  if (models?.primary === undefined)
    return [{ path: ['models'], message: 'models.primary is missing: who answers?', hint: hints[target.kind] }]
  if (target.kind === 'rag') return []
  return [
    ...(models.primary.provider === 'local'
      ? [{ path: ['models', 'primary', 'provider'], message: 'a local model quotes documents and follows no prompt', hint: hints.chat }]
      : []),
    ...(generation?.prompt === undefined
      ? []
      : [
          {
            path: ['generation', 'prompt'],
            message: 'generation.prompt has no meaning for kind chat',
            hint: 'target.prompt is the prompt',
          },
        ]),
  ]
}

const deploymentIssues = (given: Given): readonly ConfigIssue[] =>
  given.deployment?.auto_upgrade === true
    ? [
        {
          path: ['deployment', 'auto_upgrade'],
          message: 'auto_upgrade: true is refused: an upgrade nobody tested is what the gate exists to stop',
          hint: 'write false, and use aieval compare-models before an upgrade',
        },
      ]
    : []

const withHint = (issue: ConfigIssue, hint: string): ConfigIssue => ({ ...issue, hint })
