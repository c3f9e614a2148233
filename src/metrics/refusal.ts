import { openingStance } from './claims/stance.ts'
import { type Said, sentences } from './claims/plain.ts'
import { type Quantity, quantities } from './claims/quantity.ts'

const CANNOT =
  "(?:can't|cannot|can not|couldn't|could not|am unable to|'m unable to|are unable to|was unable to|were unable to|am not able to|'m not able to|are not able to|wasn't able to|was not able to|won't be able to|will not be able to|am not allowed to|'m not allowed to|am not permitted to|don't|do not|didn't|did not|am afraid i can't)"
const ASIDE = '(?:\\s(?:actually|really|currently|personally|yet|seem to|directly|reliably|safely|definitively|possibly|also|even))?'
const KNOWLEDGE =
  '(?:information|info|details?|data|answers?|records?|documentation|documents?|knowledge|guidance|visibility|insight|access|mention|reference|articles?|sources?|evidence|anything|specifics)'
const SOURCES =
  "(?:documents|documentation|docs|help ?-?cent(?:re|er)(?:'s)?|help pages|sources|articles?|context|knowledge ?-?base|excerpts?|passages?|materials?|(?:available|provided) information)"
const PAPERS = `(?:${SOURCES}|polic(?:y|ies)|page|pages|guides?|information|document)`

/** What an assistant says when it declines or knows nothing; a company's "we do not offer" is an answer and matches none of these. */
const REFUSALS: readonly RegExp[] = [
  `\\bi ${CANNOT}${ASIDE} (?:answer|help|find|provide|assist|confirm|tell|say|determine|give|share|access|see|look|verify|comment|advise|disclose|locate|check|discuss|recommend|diagnose|comply|do (?:that|this|so)|speak|respond|know|reveal|predict|guess|support|follow|fulfil|fulfill|offer|view|retrieve|guarantee|process|perform|generate|produce|write|engage|prescribe|act|go into|be sure|be certain)\\b`,
  `\\bi(?:'m| am) (?:unable|not able|not allowed|not permitted|not authori[sz]ed|not in a position|not qualified) to\\b`,
  `\\bwe (?:can't|cannot|can not|couldn't|could not|are unable to|were unable to) (?:answer|find|confirm|determine|say|tell|verify|locate|help (?:you )?with (?:that|this))\\b`,
  `\\bi (?:currently |just )?(?:don't|do not|didn't|did not) (?:currently |actually |yet |seem to )?(?:have|find|see|possess|hold) (?:\\w+ ){0,3}${KNOWLEDGE}\\b`,
  `\\bwe (?:currently |just )?(?:don't|do not) (?:currently |actually |yet |seem to )?have (?:any |enough |that |the |this |such |sufficient |specific |further )*(?:information|info|details|answers?|documentation|guidance)\\b`,
  `\\b(?:i|we) (?:have|found|find|could find|can find) (?:no|nothing|not enough|insufficient) ?(?:(?:\\w+ )?${KNOWLEDGE}|about|on|in|to|$)`,
  `\\b${PAPERS}(?: \\w+){0,5} (?:do|does|did)(?:n't| not) (?:\\w+ )?(?:say|mention|specify|state|describe|explain|tell|discuss|indicate|go into|answer|address)\\b`,
  `\\b${SOURCES}(?: \\w+){0,5} (?:do|does|did)(?:n't| not) (?:\\w+ )?(?:contain|cover|include|list|(?:have|give|provide|offer) (?:me |us |you )?(?:any|an?|enough|the|that|this|specific|information|details))\\b`,
  `\\b${PAPERS}(?: \\w+){0,5} (?:contains?|has|have|makes?|gives?|says?|provides?) (?:no|nothing)\\b`,
  `\\b(?:none of|nothing in) (?:the|our|my|these) (?:\\w+ ){0,3}${PAPERS}\\b`,
  `\\bthere(?: is|'s) nothing (?:about|on|in|regarding)\\b[^.]{0,120}\\b${SOURCES}`,
  `\\b(?:there is|there's|there are|there was) (?:currently |unfortunately )?(?:no|not enough|insufficient) (?:\\w+ ){0,2}(?:information|info|details?|documentation|guidance|mention|answer|articles?|record) (?:about|on|of|for|regarding|in|that|to|available)\\b`,
  `(?:\\bnot|n't) (?:\\w+ )?(?:covered|mentioned|specified|documented|stated|listed|found|addressed|described|included|contained|answered) (?:anywhere )?(?:in|by|on) (?:\\w+ ){0,5}${SOURCES}`,
  `(?:\\bnot|n't) (?:\\w+ )?clear from\\b`,
  `\\bno (?:\\w+ )?(?:information|info|details|documentation|guidance|articles?) (?:is|are|was|were) (?:available|found|provided|given|included)\\b`,
  `\\b(?:this|that|the|such) (?:\\w+ )?(?:information|info|details?|answer)(?: (?:about|on|for|regarding) (?:\\w+ ){1,5}| )(?:is|are)(?:n't| not) (?:available|provided|included|part of|something)\\b`,
  `\\b(?:outside|beyond)(?: of)? (?:what\\b|(?:the |my |our )(?:\\w+ ){0,2}(?:scope|knowledge|expertise|remit|capabilities)\\b)`,
  `\\b(?:out of|outside(?: of)?|beyond) scope\\b`,
  `\\bi(?:'m| am)(?: afraid i'm)? not (?:sure|certain|aware|confident)\\b`,
  `\\bi (?:won't|will not) (?:share|help|answer|do|provide|comply|reveal|discuss|tell|write|ignore|follow|give|disclose|assist|engage|speculate|guess)\\b`,
  `\\b(?:i have no idea|i must decline|i have to decline|i(?:'d| would) (?:rather|prefer) not|i refuse|i decline|i(?:'m| am) going to have to decline|not at liberty|nothing i can (?:say|tell|share|do))\\b`,
  `(?:\\bnot|n't) something (?:that )?(?:i|we) (?:can|have|know)\\b`,
  `\\b(?:assistant|bot|helper|i)\\b[^.]{0,80}\\b(?:can't|cannot|can not|unable to) (?:help|assist)\\b`,
  `\\b(?:cannot|can't|can not|could not|couldn't) be (?:determined|answered|confirmed|established|verified) (?:from|with|by|based|here|at|without)\\b`,
  `\\b(?:insufficient|not enough) (?:information|context|details?|data|evidence)(?: (?:to|on|about|for|in)\\b|[.,]|$)`,
  `\\bi (?:only|can only) (?:answer|help|assist|cover|handle|support)\\b`,
  `\\bwe (?:only|can only) (?:answer|help with) questions\\b`,
  `\\bas an ai\\b[^.]{0,80}\\b(?:can't|cannot|unable|not able|don't|do not)\\b`,
].map((source) => new RegExp(source, 'i'))

/** "If I can't find it, …" declines nothing. */
const CONDITION = /\b(?:if|unless|when|whenever|in case)\b[^,;.!?]*[,;]?/gi

/** "Please contact support about this" and nothing more. */
const DEFERRAL =
  /^(?:please |kindly |you (?:should|can|could|may want to|need to|will need to|'ll need to) )?(?:contact|reach out to|get in touch with|consult|speak (?:to|with)|talk to|ask|check with|refer to|see)\b.{0,80}\b(?:this|that|more information|further information|further help|assistance|more details|details|help|advice|directly)\b.{0,20}$/i

const HEDGE =
  /\b(?:probably|likely|i think|i believe|i guess|i'd guess|i would guess|my guess|best guess|i'd say|i would say|i'd estimate|i estimate|i assume|presumably|perhaps|might be|may be|should be|could be|typically|usually|generally|normally|roughly|approximately|in general)\b/i

/** The answer declines, says that it knows nothing, or sends the asker elsewhere, before it answers anything. */
export function isRefusal(said: Said): boolean {
  const all = sentences(said.text)
  const at = all.findIndex((sentence) => declines(near(sentence)))
  if (at === -1) return isDeferral(all)
  if (at > 5) return false
  return !answers(all.slice(0, at).join('\n'), said.question)
}

function declines(sentence: string): boolean {
  if (sentence.endsWith('?')) return false
  const unconditional = sentence.replace(CONDITION, ' ')
  return REFUSALS.some((pattern) => pattern.test(unconditional))
}

/** It goes on to guess all the same: a hedged figure that the question did not bring. */
export function isGuess(said: Said): boolean {
  return sentences(said.text).some((sentence) => HEDGE.test(sentence) && hasNewQuantity(sentence, said.question))
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
