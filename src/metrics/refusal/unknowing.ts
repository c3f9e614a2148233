import { NOTHING, SOURCES } from './parts.ts'

const KNOWLEDGE =
  '(?:information|info|details?|data|answers?|records?|documentation|documents?|knowledge|guidance|visibility|insight|access|mention|reference|articles?|sources?|evidence|anything|specifics)'
/** "Documents that do not show your name" are the asker's. */
const WHICH = '(?: (?:that|which) (?:i|we) \\w+| (?!(?:that|which|who)\\b)\\w+){0,5}'
const PAPERS = `(?:${SOURCES}|polic(?:y|ies)|page|pages|guides?|information|document)`
const SAID =
  '(?:covered|mentioned|specified|documented|stated|listed|found|addressed|described|included|contained|answered|given|shown|published|available|provided|named|explained|recorded|discussed|written down|set out|part)'
const DOES_NOT = "(?:do|does|did)(?:n't| not)"

/** What it says when the sources are silent; a company's "we do not offer" is an answer and matches none of these. */
export const UNKNOWING: readonly string[] = [
  `\\bi (?:lack|am unaware)\\b|\\bi'm unaware\\b`,
  `\\bwe (?:don't|do not) (?:publish|document|specify|state) (?:that|this|it|such|the|our|any|when|who|which|what|how)\\b`,
  `\\bno mention of\\b[^.;!?]{0,80}\\b(?:in|on|by) (?:any of )?(?:my|our|the|these|this|any) (?:\\w+ ){0,3}${SOURCES}(?! (?:is|are) (?:needed|required|necessary)\\b)`,
  `\\bi (?:haven't|have not|'ve not) (?:got|found|seen|any)\\b`,
  `\\b(?:beyond|nowhere in) (?:my|our|the) (?:\\w+ ){0,2}${SOURCES}`,
  `\\b(?:we|it) ${DOES_NOT} (?:cover|mention|describe|explain|say|state|answer)\\b[^.;!?]{0,30} in (?:my|our|the) (?:\\w+ ){0,2}${SOURCES}`,
  `\\b${SOURCES}${WHICH} (?:never (?:mention|say|name|state|cover|describe|give)s?|leaves? out|stops? short|omits?|lacks?|offers? (?:no|nothing)|fails? to)\\b`,
  `\\bi (?:haven't|have not) been (?:given|told|trained|provided)\\b`,
  `\\b(?:information|details?|answer|data)(?: \\w+){0,4} (?:is|are)(?:n't| not) (?:there|here)\\b`,
  `\\b${SOURCES} (?:is|are|stays?|remains?) silent\\b|\\b${SOURCES} leaves? (?:that|this|it) open\\b`,
  `\\b${DOES_NOT} (?:appear|come up|feature|figure|occur)(?: anywhere)? in (?:\\w+ ){0,3}${SOURCES}`,
  `\\b(?:no|neither) (?:help )?(?:articles?|documents?|pages?|sources?|leaflets?)(?: of ours| here| in (?:\\w+ ){0,3}${SOURCES})? (?:deals?|names?|mentions?|says?|states?|covers?|describes?|gives?|lists?|tells?|explains?|answers?)\\b`,
  `\\bnothing (?:that |which )?(?:the|our|my|these) ${SOURCES}`,
  `\\b(?:missing|absent|left out) (?:from|in|of) (?:my|our|the) (?:\\w+ ){0,2}${SOURCES}`,
  `\\bi (?:currently |just )?(?:don't|do not|didn't|did not) (?:currently |actually |yet |seem to )?(?:have|find|see|possess|hold) (?:\\w+ ){0,3}${KNOWLEDGE}\\b`,
  `\\bwe (?:currently |just )?(?:don't|do not) (?:currently |actually |yet |seem to )?have (?:any |enough |that |the |this |such |sufficient |specific |further )*(?:information|info|details|answers?|documentation|guidance)\\b`,
  `\\b(?:i|we)(?:'ve| ${NOTHING}) (?:no|nothing|not enough|insufficient) ?(?:(?:\\w+ )?${KNOWLEDGE}|about|on|in|to|$)`,
  `\\b(?:${PAPERS}|label|terms|conditions|price list)${WHICH} ${DOES_NOT} (?:\\w+ )?(?:say|mention|specify|state|describe|explain|tell|discuss|indicate|go into|go beyond|answer|address)\\b`,
  `\\b${SOURCES}${WHICH} ${DOES_NOT} (?:\\w+ )?(?:contain|cover|include|list|show|name|hold|reveal|track|record|touch|deal|set out|give|(?:have|provide|offer) (?:me |us |you )?(?:any|an?|enough|the|that|this|specific|information|details))\\b`,
  `\\b${PAPERS}${WHICH} (?:contains?|has|have|makes?|gives?|says?|provides?) (?:no|nothing)\\b`,
  `\\b(?:our|my|the|these) ${SOURCES} (?:only|just) (?:covers?|mentions?|describes?|deals?|lists?|says?|talks?|explains?|contains?|includes?|names?|gives?)\\b`,
  `\\b${SOURCES}${WHICH} (?:mention|name|say|list|describe|cover|give|state|explain|talk|tell|include|contain|show)s?\\b[^.;!?]{0,100}\\b(?:but|though|yet)(?: it| they)? (?:not|nor|no|nothing|never|${DOES_NOT})\\b`,
  `\\bneither\\b[^.;!?]{0,80}\\bnor\\b[^.;!?]{0,60}\\b(?:(?:is|are|was) (?:\\w+ )?(?:stated|mentioned|named|documented|specified|described)|(?:is|are|was) (?:\\w+ )?(?:${SAID} )?(?:anywhere )?(?:in|on|by) (?:\\w+ ){0,4}${SOURCES})\\b`,
  `\\b(?:none of|nothing in|neither) (?:the|our|my|these) (?:\\w+ ){0,3}${PAPERS}\\b`,
  `\\bnothing (?:in (?:them|it|here|there|these)|there|here)\\b[^.]{0,60}\\b(?:says?|mentions?|describes?|covers?|explains?|tells?|states?|answers?)\\b`,
  `\\bthere(?: is|'s) nothing (?:about|on|in|regarding)\\b[^.]{0,120}\\b${SOURCES}`,
  `\\b(?:there is|there's|there are|there was) (?:currently |unfortunately )?(?:no|not enough|insufficient) (?:\\w+ ){0,2}(?:information|info|details?|documentation|guidance|mention|answer|articles?|record|word|hint|trace|statement) (?:about|on|of|for|regarding|in|that|to|available)\\b`,
  `(?:\\bnot|n't) (?:\\w+ )?${SAID} (?:anywhere )?(?:in|by|on|from|within|of) (?:\\w+ ){0,5}${SOURCES}`,
  `(?:\\bnot|n't) (?:yet |currently |anywhere |actually |really |to be found |clear )?(?:in|within|among|on|from) (?:any of )?(?:my|our|the|these|this|\\w+'s) (?:\\w+ ){0,3}${SOURCES}`,
  `(?:(?:\\bnot|n't) (?:\\w+ )?clear|\\bunclear) from\\b`,
  `(?:\\b(?:is|are|was)|'s)(?:n't| not) (?:publicly |officially )?documented\\b`,
  `\\bno (?:\\w+ )?(?:information|info|details|documentation|guidance|articles?)(?: (?:about|on|for|regarding|concerning|of) (?:[\\w'-]+ ){1,6}| )(?:is|are|was|were|can be) (?:available|found|provided|given|included|in|there)\\b`,
  `\\b(?:this|that|the|such) (?:\\w+ )?(?:information|info|details?|answer)(?: (?:about|on|for|regarding) (?:\\w+ ){1,5}| )(?:is|are)(?:n't| not) (?:available|provided|included|part of|something)\\b`,
  `\\b(?:cannot|can't|can not|could not|couldn't) be (?:determined|answered|confirmed|established|verified) (?:from|with|by|based|here|at|without)\\b`,
  `\\b(?:cannot|can't|can not|could not|couldn't) be (?:accessed|seen|looked up|checked|found|shown|viewed|given) (?:here|(?:from|in|through|via|on|with|by) (?:here|this chat|(?:\\w+ ){0,2}${SOURCES}))`,
  `\\b(?:insufficient|not enough) (?:information|context|details?|data|evidence)(?: (?:to|on|about|for|in)\\b|[.,]|$)`,
  `"(?:answered|answerable|answer_found|has_answer|can_answer|known|found|in_scope|documented)" ?: ?false\\b`,
  `"(?:refused|refusal|declined|out_of_scope|unanswerable|unknown)" ?: ?true\\b`,
  `"answer" ?: ?(?:null\\b|"")`,
]
