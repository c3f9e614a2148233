import { DECLINING, DECLINING_SIGN, DECLINING_WITHOUT_FIGURE } from './refusal/declining.ts'
import { openingStance } from './claims/stance.ts'
import { type Said, sentences } from './claims/plain.ts'
import { type Quantity, quantities } from './claims/quantity.ts'

/** "If I can't find it, …" declines nothing. */
const CONDITION = /\b(?:if|unless|when|whenever|in case)\b[^,;.!?]*[,;]?/gi

/** A title or a button of that name. */
const QUOTED = /"[^"\n]{1,60}"/g

/** "Please contact support about this" and nothing more. */
const DEFERRAL =
  /^(?:please |kindly |you (?:should|can|could|may want to|need to|will need to|'ll need to) )?(?:contact|reach out to|get in touch with|consult|speak (?:to|with)|talk to|ask|check with|refer to|see)\b.{0,80}\b(?:this|that|more information|further information|further help|assistance|more details|details|help|advice|directly|(?:they|who) can (?:look|check|see|tell|say|find))\b.{0,40}$/i

const HEDGE =
  /\b(?:probably|likely|i think|i believe|i guess|i'd guess|i would guess|my guess|best guess|i'd say|i would say|i'd estimate|i estimate|i assume|presumably|perhaps|might be|may be|could be|should be (?:about|around|roughly|approximately|some|near|close to)|roughly|approximately)\b/i

/** A general rule after a refusal is none, unless it stands in for what was asked. */
const INSTEAD = /\b(?:but|though|however)\b.*\b(?:typically|usually|generally|normally|in general)\b/i

/** "No. I won't do that" turns a request down. */
const BARE_NO = /^no[.!]$/i

/** The answer declines, says that it knows nothing, or sends the asker elsewhere, before it answers anything. */
export function isRefusal(said: Said): boolean {
  const all = sentences(said.text)
  const at = all.findIndex((sentence) => declines(near(sentence), said.question))
  if (at === -1) return isDeferral(all)
  if (at > 5) return false
  return !answers(
    all
      .slice(0, at)
      .filter((sentence) => !BARE_NO.test(sentence))
      .join('\n'),
    said.question,
  )
}

function declines(sentence: string, question: string): boolean {
  if (sentence.endsWith('?') || sentence.startsWith('#') || !DECLINING_SIGN.test(sentence)) return false
  const own = (/^["{[]/.test(sentence) ? sentence : sentence.replace(QUOTED, ' ')).replace(CONDITION, ' ')
  return matchesAny(DECLINING, own) || (matchesAny(DECLINING_WITHOUT_FIGURE, own) && !hasNewQuantity(own, question))
}

function matchesAny(patterns: readonly RegExp[], text: string): boolean {
  return patterns.some((pattern) => pattern.test(text))
}

/** It goes on to guess all the same: a hedged figure that the question did not bring. */
export function isGuess(said: Said): boolean {
  return sentences(said.text).some((sentence) => hedges(sentence) && hasNewQuantity(sentence, said.question))
}

function hedges(sentence: string): boolean {
  return HEDGE.test(sentence) || (INSTEAD.test(near(sentence)) && declines(near(sentence), ''))
}

/** After "but" or in a later sentence stands a figure that the question did not bring. */
export function answersAnyway(said: Said): boolean {
  return hasNewQuantity(said.text, said.question)
}

/** Long enough for any refusal, short enough to keep a hostile line cheap. */
function near(sentence: string): string {
  return sentence.slice(0, 600)
}

function isDeferral(all: readonly string[]): boolean {
  const telling = all.filter((sentence) => !/^(?:hi|hello|thanks|thank you|sorry|i'm sorry|unfortunately)\b[^,]{0,60}$/i.test(sentence))
  return telling.length > 0 && telling.length <= 2 && telling.every((sentence) => DEFERRAL.test(near(sentence)))
}

function answers(text: string, question: string): boolean {
  return openingStance(text) !== undefined || hasNewQuantity(text, question)
}

function hasNewQuantity(text: string, question: string): boolean {
  const asked = new Set(quantities(question).flatMap(({ readings }) => readings))
  return quantities(text).some((quantity) => isMeasured(quantity) && !quantity.readings.some((value) => asked.has(value)))
}

function isMeasured({ units, noun }: Quantity): boolean {
  return units.length > 0 || noun !== undefined
}
