import type { Answered } from '../../domain/output.ts'
import type { Sample } from '../../domain/sample.ts'
import type { Instruments, SchemaCheck, Score, Scorer } from '../../domain/score.ts'
import { answerText, parseReply } from '../format/parse.ts'
import { brokenRules, hasRules, unusablePattern } from '../format/rules.ts'

type Equipment = { readonly suite: readonly SchemaCheck[]; readonly instruments: Instruments }

/** 1 where every rule of the suite and the sample holds on the model's raw reply, before the app tidied it. */
export function formatCompliance(name: string, instruments: Instruments, settings: { readonly formatSchema?: string }): Scorer {
  const suite = settings.formatSchema === undefined ? [] : [instruments.schema(settings.formatSchema)]
  return {
    name,
    version: 1,
    scale: 'binary',
    better: 'higher',
    needs: ['format'],
    score: (sample, output) => score(sample, output, { suite, instruments }),
  }
}

function score(sample: Sample, output: Answered, { suite, instruments }: Equipment): Score {
  const rules = sample.expected?.format ?? {}
  if (suite.length === 0 && !hasRules(rules)) return { status: 'skipped', why: 'neither the suite nor the sample has a format rule' }
  const unusable = unusablePattern(rules, instruments)
  if (unusable !== undefined) return { status: 'unscored', why: unusable }
  if (output.reason === 'format_invalid') return broken(['the app itself found the format invalid'])
  const raw = output.raw ?? output.text
  const checks = rules.schema_ref === undefined ? suite : [...suite, instruments.schema(rules.schema_ref)]
  return broken([...brokenSchemas(raw, checks), ...brokenRules(answerText(raw), rules, instruments)])
}

function brokenSchemas(raw: string, checks: readonly SchemaCheck[]): readonly string[] {
  if (checks.length === 0) return []
  const parsed = parseReply(raw)
  if ('why' in parsed) return [parsed.why]
  return [...new Set(checks.flatMap((check) => check(parsed.json)))]
}

function broken(problems: readonly string[]): Score {
  if (problems.length === 0) return { status: 'measured', value: 1 }
  const more = problems.length > 3 ? `; and ${problems.length - 3} more` : ''
  return { status: 'measured', value: 0, why: `${problems.slice(0, 3).join('; ')}${more}` }
}
