import { type Said, sentences } from './plain.ts'
import { contentWords, polarity, takesSide } from './polarity.ts'

const PLEASANTRY =
  /^(?:hi|hello|hey|dear|thanks|thank you|great question|good question|sorry|i'm sorry|i am sorry|apologies|sure[!.]|of course[!.])/i
const PREAMBLE =
  /^["'(#>\s-]*(?:(?:the )?(?:short |quick )?answer(?: is|:)|in short[,:]|so[,:]?|well[,:]?|hi[,!]|hello[,!]|thanks[^,.!]{0,30}[,!]|sorry[,!]|unfortunately[,:]? (?=no\b|not\b))\s*/i
const UNDECIDED =
  /^(?:yes and no|no (?:problem|worries|need to|rush|hurry|doubt|matter|later|more than|less than|fewer|sooner)|not (?:sure|certain|only|just))\b/i
const NO =
  /^(?:no|nope|nah|never|negative|incorrect|not|(?:absolutely|definitely|certainly|of course) not|that(?:'s| is) (?:not|in)\s?(?:correct|possible|allowed|true|right|the case))\b/i
const YES =
  /^(?:yes|yep|yeah|yup|correct|absolutely|certainly|definitely|of course|sure,|indeed|that(?:'s| is) (?:right|correct|true|possible|allowed|fine|the case))(?!\p{L})/iu
const STATED = /\b(?:the )?answer is:? "?(?<stated>yes|no)\b|(?:^|[.!?]\s)(?:so|therefore|in short|overall|hence),? (?<concluded>yes|no)\b/i

/** All that "(y/n)" asks for. */
const LETTER = /^[\s"'(]*(?<letter>[yn])[\s"').!]*$/i

/** Yes or no as an answer opens with it, or says it outright; undefined where it does neither. */
export function openingStance(text: string): boolean | undefined {
  const { letter } = LETTER.exec(text)?.groups ?? {}
  if (letter !== undefined) return letter.toLowerCase() === 'y'
  const opening = sentences(text).find((sentence) => !PLEASANTRY.test(sentence) && !sentence.endsWith('?'))
  const bare = (opening ?? '').replace(PREAMBLE, '')
  if (UNDECIDED.test(bare)) return undefined
  if (NO.test(bare)) return false
  if (YES.test(bare)) return true
  const { stated, concluded } = STATED.exec(text)?.groups ?? {}
  const word = stated ?? concluded
  return word === undefined ? undefined : word.toLowerCase() === 'yes'
}

/** Yes or no as the sentence closest to the question implies it; undefined where no sentence speaks of what was asked. */
export function impliedStance(said: Said): boolean | undefined {
  const asked = contentWords(said.question)
  const ranked = sentences(said.text)
    .filter((sentence) => !sentence.endsWith('?'))
    .map((sentence) => ({ sentence, shared: shared(asked, sentence) }))
  const closest = ranked.reduce((best, each) => (each.shared > best.shared ? each : best), { sentence: '', shared: 0 })
  if (closest.shared >= 2 || (asked.size > 0 && closest.shared >= asked.size / 2)) return polarity(closest.sentence, said.question)
  const decided = ranked.find(({ sentence, shared }) => MODAL.test(sentence) || (shared > 0 && takesSide(sentence, said.question)))
  return decided === undefined ? undefined : polarity(decided.sentence, said.question)
}

const MODAL =
  /\b(?:you|we|they|it) (?:can|may|could)(?:not|'t| not)?\b|\bcan't\b|\b(?:is|are)(?:n't| not)? (?:\w+ )?(?:possible|allowed|permitted|supported|included|covered|available|eligible|required|able|refundable|prohibited|forbidden)\b/i

function shared(asked: ReadonlySet<string>, sentence: string): number {
  return [...contentWords(sentence)].filter((word) => asked.has(word)).length
}
