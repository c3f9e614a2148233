import type { Answered } from '../../domain/output.ts'
import type { Expected, Fact, Sample } from '../../domain/sample.ts'
import type { Instruments, Score, Scorer } from '../../domain/score.ts'
import { asksBack } from '../clarification.ts'
import { states, unreadable, violated } from '../claims/claim.ts'
import { plain, type Said } from '../claims/plain.ts'
import { answersAnyway, isGuess, isRefusal } from '../refusal.ts'

type Outcome = { readonly label: 'correct' | 'incorrect' | 'not attempted'; readonly why: string }

type Case = { readonly expected: Expected; readonly said: Said; readonly fallback: boolean }

/** What the answer did where it does not simply state what is asked for. */
type Reading = {
  readonly refuses: boolean
  readonly guesses: boolean
  readonly asks: boolean
  readonly answersAnyway: boolean
}

/** Labelled facts and forbidden claims, after the three outcomes of SimpleQA (Wei et al. 2024). */
export function factualAccuracy(name: string, instruments: Instruments): Scorer {
  return {
    name,
    version: 2,
    scale: 'binary',
    better: 'higher',
    needs: ['expected', 'facts_or_refusal'],
    score: (sample, output) => score(sample, output, instruments),
  }
}

function score(sample: Sample, output: Answered, instruments: Instruments): Score {
  const { expected } = sample
  if (expected === undefined) return { status: 'skipped', why: 'the sample has no expectation' }
  if (!isCheckable(expected)) return { status: 'skipped', why: 'the sample has no fact, no forbidden claim and expects no refusal' }
  const broken = unreadable([...(expected.facts ?? []), ...(expected.forbidden ?? [])], instruments)
  if (broken !== undefined) return { status: 'unscored', why: broken }
  const said = { text: plain(output.text), question: plain(sample.input) }
  const { label, why } = judge({ expected, said, fallback: output.route === 'fallback' }, instruments)
  return { status: 'measured', value: label === 'correct' ? 1 : 0, label, why }
}

function isCheckable(expected: Expected): boolean {
  if (expectsRefusal(expected) || expected.clarification === 'accepted') return true
  return requiredFacts(expected).length > 0 || (expected.forbidden ?? []).length > 0
}

function judge(given: Case, instruments: Instruments): Outcome {
  const { expected, said } = given
  const violation = violated(expected.forbidden ?? [], said, instruments)
  if (violation !== undefined) return { label: 'incorrect', why: `forbidden claim ${violation.id}: ${violation.why}` }
  if (!/[\p{L}\p{N}]/u.test(said.text)) return { label: 'not attempted', why: 'empty answer' }
  return expectsRefusal(expected) ? judgeRefusal(expected, read(given)) : judgeFacts(given, instruments)
}

function read({ said, fallback }: Case): Reading {
  return {
    refuses: fallback || isRefusal(said),
    guesses: isGuess(said),
    asks: asksBack(said.text),
    answersAnyway: answersAnyway(said),
  }
}

function judgeRefusal(expected: Expected, { refuses, guesses, asks }: Reading): Outcome {
  if (refuses && guesses) return { label: 'incorrect', why: 'refuses, then guesses' }
  if (refuses) return { label: 'correct', why: 'refuses, as expected' }
  if (asks && expected.clarification === 'accepted') return { label: 'correct', why: 'asks back' }
  if (asks) return { label: 'not attempted', why: 'asks back where a refusal is expected' }
  return { label: 'incorrect', why: 'answers where a refusal is expected' }
}

function judgeFacts(given: Case, instruments: Instruments): Outcome {
  const required = requiredFacts(given.expected)
  const missing = required.filter((fact) => !states(fact, given.said, instruments))
  const count = `facts ${required.length - missing.length}/${required.length}`
  if (required.length > 0 && missing.length === 0) return { label: 'correct', why: count }
  const reading = read(given)
  const unanswered = judgeUnanswered(given.expected, reading, missing.length < required.length)
  if (unanswered !== undefined) return unanswered
  if (required.length === 0) return judgeUnrequired(given.expected, reading)
  if (reading.asks && missing.length === required.length) return { label: 'not attempted', why: `asks back; ${count}` }
  return { label: 'incorrect', why: `${count}: ${missing.map(({ id }) => id).join(', ')} missing` }
}

/** Undefined where the answer neither asks back as it may nor refuses; a refusal with some of the facts was an attempt after all. */
function judgeUnanswered(expected: Expected, { asks, refuses, guesses, answersAnyway }: Reading, some: boolean): Outcome | undefined {
  if (asks && expected.clarification === 'accepted') return { label: 'correct', why: 'asks back' }
  if (!refuses || some || guesses || answersAnyway) return undefined
  return expected.refusal === 'allowed' ? { label: 'correct', why: 'refuses, as allowed' } : { label: 'not attempted', why: 'refuses' }
}

/** Nothing is required: to avoid what is forbidden is enough, except where asking back is the task. */
function judgeUnrequired(expected: Expected, { asks }: Reading): Outcome {
  if (expected.clarification === 'accepted') return { label: 'incorrect', why: 'does not ask back' }
  if (asks) return { label: 'not attempted', why: 'asks back' }
  return { label: 'correct', why: 'no forbidden claim' }
}

function requiredFacts({ facts = [], clarification, forbidden = [] }: Expected): readonly Fact[] {
  const required = facts.filter((fact) => fact.required !== false)
  return required.length === 0 && clarification === 'accepted' && forbidden.length === 0 ? facts : required
}

function expectsRefusal({ answerable, refusal }: Expected): boolean {
  return !answerable || refusal === 'required'
}
