import { FILLER } from './filler.ts'

export const NOUN: string =
  '(?:price|fee|rate|limit|cost|charge|amount|figure|value|policy|plan|tariff|version|document|page|guide|deadline|date|dose|terms?|rule|schedule|list|article)s?'
const OLD = '(?:old|older|former|previous|outdated|superseded|obsolete|expired)'

/** Read at the end of the clause before a mention. */
const ONCE: readonly RegExp[] = [
  `\\b(?:previously|formerly|originally)[,:]?\\s+${FILLER}`,
  `(?:\\b(?:was|were|is|cost|costs|had|only)\\s+once|\\bonce\\s+(?:was|were|cost|charged|had)|\\(once)\\s+${FILLER}`,
  `(?<!(?:\\b(?:be|is|are|was|were|been|being|get|got)|'m|'re|'s) )used to (?:be|cost|charge|have|require|allow|offer|get|run|take|last|apply|include|cover|expire|happen|come|need|count|start|end|wait|say|accept|give|keep)\\s+(?:(?:every|for|within|up to|after|in|only|from|over|until|with)\\s+){0,2}${FILLER}`,
  `\\bwould(?: have|'ve) (?:been|cost|paid|had|taken)\\s+${FILLER}`,
  `\\b(?<!years?[ -])${OLD}\\s+(?:${NOUN}\\s*){0,2}(?:(?:of|was|were|is|at|said|says|stated|listed|lists|showed|gave|gives|:|\\()\\s*){0,2}${FILLER}`,
  `\\b(?<!years?[ -])${OLD}\\s+(?:\\w+\\s+){1,2}(?:of|was|were|said|says|stated|showed|gave)\\s+${FILLER}`,
  `\\b(?:changed|reduced|lowered|increased|raised|cut|dropped|decreased|rose|fell|went|moved|down|up|shortened|extended)\\s+(?:\\w+\\s+){0,3}?from\\s+${FILLER}`,
  `(?:^|[(,;] ?|- ?)(?:until|till|up to|before) (?:the end of |\\w+ )?(?:(?:19|20)\\d\\d|then|that): ?${FILLER}`,
  `(?:^|[(,;] ?|- ?)(?:(?:in the )?last year|in the past|back then|earlier)(?: (?:it was|still))?: ?${FILLER}`,
  `\\b(?:were|was) (?:only )?(?:the |our |its )?(?:${OLD}|(?:19|20)\\d\\d|last year's) (?:\\w+ )?${NOUN}: ?${FILLER}`,
].map((source) => new RegExp(source))

const RULES =
  '(?:rules?|terms?|conditions?|version|polic(?:y|ies)|edition|prices?|list|tariffs?|plans?|guides?|guidance|articles?|scheme|system|regime|contracts?|rates?|pricing|guidelines?)'
/** "Under the 2024 rules", "by the old price list". */
const FRAME = `(?:under|in|by|per|with|according to|on|from) (?:the |our |its |their )?(?:${OLD}|(?:19|20)\\d\\d) (?:\\w+ )?${RULES}`
const THEN = `previously|formerly|originally|in the past|back then|earlier|until|till|prior to|last year|${FRAME}|(?:in|during|for) (?:19|20)\\d\\d|before (?:(?:\\w+ ){0,2}(?:19|20)\\d\\d|that|then|the (?:change|update|switch|new))`

const WAS = new RegExp(
  `\\b(?:was|were|cost|(?<!(?:\\b(?:be|been|being|are|is|get|gets|getting)|'re) )charged|paid|had(?: been| to \\w+)?|stood at|used to be)\\s+(?!set )(?:up to |at most |within |only )?${FILLER}`,
)
const PAST_BEFORE = new RegExp(`\\b(?:${THEN})\\b`)
const PAST_AFTER = new RegExp(`\\b(?:${THEN}|before(?=\\s*(?:[,.)]|$))|now|since|today)\\b`)

/** A clause that opens in the past ("Until April 2025 bills up to …") and stays there up to the mention. */
const OPENING = new RegExp(
  `(?:^|[,(:-]) ?(?:the |our |its )?(?:(?:until|till|before|back in|in|during|up to) (?:the (?:end|start|beginning) of )?(?:\\w+ )?(?:19|20)\\d\\d\\b|back then\\b|in the past\\b|${FRAME}\\b|(?:${OLD} (?:(?:19|20)\\d\\d )?|(?:19|20)\\d\\d (?:\\w+ )?)${RULES}\\b)`,
)
const HAPPENED =
  /\b(?:was|were|applied|allowed|could|had|would|cost|paid|needed|required|got|ran|took|lasted|covered|included|came|offered|said|stated|listed|showed)\b(?! (?:set|raised|lowered|reduced|increased|cut|changed|extended|shortened|doubled|moved|introduced|replaced)\b)/g
const PRESENT = /\b(?:is|are|now|today|since|currently|has|have|applies|apply|will|can|you pay)\b|n't/
const BELONGED = /^[^,;(]{0,30}\b(?:applied|were (?:accepted|allowed|enough|fine)|was (?:accepted|allowed|enough|fine)|sufficed)\b/

/** What is said to have been so. */
export function isPast(before: string, after: string): boolean {
  if (ONCE.some((pattern) => pattern.test(before))) return true
  if (WAS.test(before) && (PAST_BEFORE.test(before) || PAST_AFTER.test(after))) return true
  const opening = OPENING.exec(before)
  if (opening === null) return false
  const since = before.slice(opening.index + opening[0].length)
  return happened(since) || (!PRESENT.test(since) && BELONGED.test(after))
}

/** The last verb before the mention is one of the past. */
function happened(clause: string): boolean {
  const last = Array.from(clause.matchAll(HAPPENED)).at(-1)
  return last !== undefined && !PRESENT.test(clause.slice(last.index))
}
