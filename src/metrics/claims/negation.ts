import { isDisowned } from './disowned.ts'
import { FILLER } from './filler.ts'
import { wholeList } from './listing.ts'
import { isPast } from './past.ts'
import type { Span } from './plain.ts'

const DO_NOT = "(?:(?:do|does|did|should|must|can|could|will|would|need)(?:n't| not)|won't|cannot|never)"
/** Verbs of having and lasting; another may stand in a ban, whose figure holds ("do not eat 10 hours before"). */
const HAVE =
  '(?:wait|get|gain|lose|become|last|take|include|offer|give|receive|apply|add|earn|allow|accept|turn|leave|provide|support|contain)'

/** Read at the end of the clause before a mention. */
const DENIED_BEFORE: readonly RegExp[] = [
  `(?:\\b(?:not|never|no longer|no|nor|neither|cannot)|n't)\\s+${FILLER}`,
  `\\b(?:${DO_NOT}|no longer)\\s+(?:(?:just|simply|automatically|always|ever|also|usually|actually)\\s+\\w+|${HAVE})\\s+${FILLER}`,
  `^ ?(?:and |so |then )?(?:don't|do not|never) (?:just|simply|only|always) $`,
  `\\b(?:instead of|rather than|in place of|replac(?:es|ed|ing)|supersed(?:es|ed|ing))\\s+${FILLER}`,
  `\\b(?:unlike|as opposed to|contrary to)\\b[^,;:]{0,50}$`,
  `\\b(?:can't|cannot|can not|won't|don't|do not|unable to|not able to|couldn't) (?:\\w+ )?(?:say|promise|guarantee|tell|confirm|know|verify|predict|determine|check)(?: you| for sure| for certain)? (?:that|who|whether|if|when|how|what|which|you(?:'ll| will| would| get| can| are))\\b[^,;:]{0,60}$`,
  `(?<!\\bas )\\byou(?:'ve| have)? (?:mentioned|mention|said|asked|quoted|heard|were told)\\b[^,:]{0,60}$`,
].map((source) => new RegExp(source))

/** False where the mention is denied, put in the past, attributed to the asker, or only asked: such a mention is no claim. */
export function isAsserted(text: string, mention: Span): boolean {
  if (isAsked(text, mention.end)) return false
  if (isConceded(text, mention.start)) return false
  const span = wholeList(text, mention)
  const clause = clauseBefore(text, span.start)
  const after = sentenceAfter(text, span.end)
  const judged = afterCondition(clause)
  if (judged !== undefined && DENIED_BEFORE.some((pattern) => pattern.test(judged))) return false
  if (isDisowned(after) || isPast(clause, after)) return false
  return !endsHere(clause, after)
}

/** "No, even if you pay €4": what is granted after a denial, to say that it changes nothing. */
function isConceded(text: string, start: number): boolean {
  return CONCEDED.test(text.slice(Math.max(0, start - 160), start))
}

const CONCEDED = /(?:\b(?:no|nope|not|never|cannot)\b|n't\b)[^.!?;\n]{0,100}[.!?;]?\s+(?:- )?(?:and |so )?even if\b[^,.!?;:\n]{0,80}$/i

/** "There is no fee of €4 any more"; an opening "No, …" and another verb's "it can't be used any more" deny nothing between them. */
function endsHere(clause: string, after: string): boolean {
  const until = /^(.*?)\bany ?more\b/.exec(after)?.[1]
  if (until === undefined || NEGATION.test(until)) return false
  return NEGATION.test(clause.replace(/^\W*(?:no|nope)\b[,:]?(?= (?:it|they|you|we|i|this|that|the|your|our|a|an)\b|,|:)/, ''))
}

const NEGATION = /\b(?:not|no|never|cannot)\b|n't/

/** What is said once a condition is over ("if it is late, …"); undefined inside of one, where a negation denies nothing. */
function afterCondition(clause: string): string | undefined {
  const condition = /.*\b(?:if|unless|when|whenever)\b/.exec(clause)
  if (condition === null) return clause
  const comma = clause.indexOf(',', condition[0].length)
  return comma === -1 ? undefined : clause.slice(comma + 1)
}

/** A bounded look back, so that the whole check stays linear in the text. */
function clauseBefore(text: string, start: number): string {
  const near = text.slice(Math.max(0, start - 120), start).toLowerCase()
  return near.split(/[.!?;]\s|\n|\bbut\b|\bhowever\b/).at(-1) ?? ''
}

function sentenceAfter(text: string, end: number): string {
  const near = text.slice(end, end + 90).toLowerCase()
  return near.split(/[.!?;](?:\s|$)|\n/)[0] ?? ''
}

function isAsked(text: string, end: number): boolean {
  const ending = /[.!?](?=["')]?(?:\s|$))|\n/.exec(text.slice(end, end + 240))
  if (ending?.[0] !== '?') return false
  return !/^[?"')\s]*(?:yes|yep|correct|exactly|right|indeed)\b/i.test(text.slice(end + ending.index, end + ending.index + 30))
}
