import type { Span } from './plain.ts'

/** Words that may stand between a negation and what it denies ("does not cost the old fee of €4"). */
const FILLER =
  '(?:(?:a|an|the|be|being|been|at|of|about|around|exactly|currently|now|yet|still|really|actually|set|priced|cost|costs|charge|charged|charges|pay|paying|need|needs|require|required|have|has|to|fee|price|rate|limit|flat|equal|you|us|them|simply|necessarily|your|our|any|previous|old|older|former|original|outdated|earlier|(?:19|20)\\d\\d)\\s+){0,6}["(]?\\s*$'

const NOUN =
  '(?:price|fee|rate|limit|cost|charge|amount|figure|value|policy|plan|tariff|version|document|page|guide|deadline|date|dose|terms?|rule|schedule|list|article)s?'

/** Read at the end of the text before a mention. */
const DISOWNED_BEFORE: readonly RegExp[] = [
  `(?:\\b(?:not|never|no longer|no|nor|neither|cannot)|n't)\\s+${FILLER}`,
  `\\b(?:instead of|rather than|as opposed to|unlike|contrary to|in place of|replac(?:es|ed|ing)|supersed(?:es|ed|ing))\\s+${FILLER}`,
  `\\b(?:previously|formerly|originally|once)\\s+${FILLER}`,
  `(?<!\\b(?:be|is|are|been|being|get)\\s)used to (?:be|cost|charge|have|require|allow|offer|get)\\s+${FILLER}`,
  `\\b(?<!years?[ -])(?:old|older|former|previous|outdated|superseded|obsolete|expired)\\s+(?:${NOUN}\\s*){0,2}(?:(?:of|was|were|is|at|said|says|stated|listed|lists|showed|gave|gives|:|\\()\\s*){0,2}${FILLER}`,
  `\\b(?:changed|reduced|lowered|increased|raised|cut|dropped|decreased|rose|fell|went|moved|down|up|shortened|extended)\\s+(?:\\w+\\s+){0,3}?from\\s+${FILLER}`,
  `(?<!\\bas )\\byou(?:'ve| have)? (?:mentioned|mention|said|asked|quoted|heard|were told)\\b[^,:]{0,60}$`,
].map((source) => new RegExp(source))

const WAS = new RegExp(`\\b(?:was|were|cost|charged|had been|stood at|used to be)\\s+(?!set )${FILLER}`)
const PAST_BEFORE =
  /\b(?:previously|formerly|originally|in the past|back then|earlier|until|till|before|prior to|last year|(?:in|during|for) (?:19|20)\d\d)\b/
const PAST_AFTER =
  /\b(?:previously|formerly|originally|in the past|back then|earlier|until|till|before|prior to|last year|now|since|today|(?:in|during|for) (?:19|20)\d\d)\b/

/** Read at the start of the text after a mention. */
const DISOWNED_AFTER: readonly RegExp[] = [
  /^[^,]{0,30}?\b(?:is|are|was|were)(?:n't| not| no longer) (?:correct|right|true|accurate|valid|current|the|what|how|up to date|in force|charged any ?more)\b/,
  /^[^,]{0,30}?\bno longer (?:applies|apply|valid|exists?|holds?|charged|available|offered)\b/,
  /^[^,]{0,30}?\b(?:is|are) (?:an? |now )?(?:out of date|outdated|wrong|incorrect|obsolete|superseded|false|expired|myth)\b/,
  /^[^,]{0,30}?\b(?:was|were|has been|have been|got) (?:since )?(?:replaced|superseded|reduced|lowered|raised|increased|abolished|removed|dropped|withdrawn|discontinued|scrapped|cut)\b/,
  /^[^,]{0,30}?\b(?:applied|was valid|were valid|was in force) (?:only )?(?:until|till|before|up to)\b/,
  /^[^,]{0,30}?\bwas (?:the |our |an? )?(?:old|previous|former|original)\b/,
  /^ ?(?:\w+ ){0,2}\((?:the |an? )?(?:old|outdated|previous|former|superseded|wrong|until|before|no longer)\b/,
]

/** False where the mention is denied, put in the past, attributed to the asker, or only asked: such a mention is no claim. */
export function isAsserted(text: string, span: Span): boolean {
  const before = clauseBefore(text, span.start)
  const after = sentenceAfter(text, span.end)
  if (isAsked(text, span.end)) return false
  if (!/\b(?:if|unless|when|whenever)\b/.test(before) && DISOWNED_BEFORE.some((pattern) => pattern.test(before))) return false
  if (DISOWNED_AFTER.some((pattern) => pattern.test(after))) return false
  if (WAS.test(before) && (PAST_BEFORE.test(before) || PAST_AFTER.test(after))) return false
  return !(/\bany ?more\b/.test(after) && /\b(?:not|no|never)\b|n't/.test(before))
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
