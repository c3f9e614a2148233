const ABLE = '(?:able|allowed|permitted|authori[sz]ed|qualified|equipped|in a position) to'
const UNABLE = `(?:can't|cannot|can not|couldn't|could not|won't|will not|must not|mustn't|may not|shouldn't|should not|am afraid i can't|(?:(?:am|'m|was) )?unable to|(?:(?:am|'m|was|will) not|wasn't|won't)(?: be)?(?: really| currently)? ${ABLE})`
const I = 'i(?: just| simply| really| sadly| unfortunately)?'
const ASIDE =
  '(?:\\s(?:actually|really|currently|personally|yet|seem to|directly|reliably|safely|definitively|possibly|also|even|simply|just|sadly))?'
/** "I can't wait", "I can't recommend it enough", "I won't lie" decline nothing; nor does a title ("I cannot sign in"). */
const IDLE =
  '(?! (?:wait|help but|go wrong|lie|keep you|be long|imagine|believe|sign in|log in|stress|emphasi[sz]e|(?:thank|recommend|praise)\\b[^.]{0,30}\\benough)\\b)'
const KNOWN =
  '(?:answer|help|find|provide|assist|confirm|tell|say|determine|give|share|access|see|look|verify|comment|advise|disclose|locate|check|discuss|recommend|diagnose|comply|do (?:that|this|so)|speak|respond|know|reveal|predict|guess|support|follow|fulfil|fulfill|offer|view|retrieve|guarantee|process|perform|generate|produce|write|engage|prescribe|act|go into|be sure|be certain)'
const QUALM = '(?:problem|issue|objection|doubt|reason)'
const KNOWLEDGE =
  '(?:information|info|details?|data|answers?|records?|documentation|documents?|knowledge|guidance|visibility|insight|access|mention|reference|articles?|sources?|evidence|anything|specifics)'
const SOURCES =
  "(?:documents|documentation|docs|help ?-?cent(?:re|er)(?:'s)?|help pages|help articles|faqs?|leaflet|sources|articles?|context|knowledge ?-?base|excerpts?|passages?|materials?|(?:available|provided) information)"
/** "Documents that do not show your name" are the asker's. */
const WHICH = '(?: (?:that|which) (?:i|we) \\w+| (?!(?:that|which|who)\\b)\\w+){0,5}'
const PAPERS = `(?:${SOURCES}|polic(?:y|ies)|page|pages|guides?|information|document|label|terms|conditions|price list)`
const SAID =
  '(?:covered|mentioned|specified|documented|stated|listed|found|addressed|described|included|contained|answered|given|shown|published|available|provided|named|explained|recorded|discussed|written down|set out|part of)'
const DOES_NOT = "(?:do|does|did)(?:n't| not)"
const NOTHING = '(?:have|found|find|could find|can find|see)'
const HELPS =
  '(?:answer|help|assist|cover|handle|support|know|deal|talk|discuss|speak|advise|respond|reply|provide information|work|look (?:after|into)|take questions)'

/** What an assistant says when it cannot or will not, in the first person. */
const UNWILLING: readonly string[] = [
  `\\b${I} ?${UNABLE}${ASIDE}${IDLE} ${KNOWN}\\b`,
  `\\bi (?:don't|do not|didn't|did not)${ASIDE} (?!see (?:an?|any) ${QUALM})${KNOWN}\\b`,
  `\\bi(?:'m| am| was) (?:unable to|not (?:\\w+ )?${ABLE})\\b`,
  `\\bi wasn't ${ABLE}\\b`,
  `\\bwe(?:'re| are)? ?(?:can't|cannot|can not|couldn't|could not|(?:were )?unable to|not able to) (?:answer|find|confirm|determine|say|tell|verify|locate|track|trace|identify|comment|see (?:your|his|her|their|this|that|individual)|look (?:up|into)|access (?:your|individual)|help (?:you )?with (?:that|this))\\b`,
  `\\bi(?:'m| am)(?: afraid i'm)? not (?:sure|certain|aware|confident)\\b`,
  `\\b(?:i have no idea|i must decline|i have to decline|i(?:'d| would) (?:rather|prefer) not|i refuse|i decline|i(?:'m| am) going to have to decline|not at liberty|nothing (?:that |which )?i(?:'m| am| can| could| may| will)\\b)`,
  `(?:\\bnot|n't) (?:something|anything|what|an? (?:\\w+ )?(?:topic|question|subject|thing|request)) (?:that |which )?(?:i|we)(?:'m| am|'re| are| can| could| have| know| do| will| help| answer| cover)\\b`,
  `\\b(?:assistant|bot|helper|i)\\b[^.]{0,80}\\b(?:can't|cannot|can not|unable to) (?:help|assist)\\b`,
  `\\bi (?:can |could |may )?(?:only|solely) (?:ever )?${HELPS}\\b`,
  `\\bi(?:'m| am) (?:(?:only|solely|merely|strictly) (?:able|here|meant|allowed|built|made|set up|trained|designed|there|equipped|responsible)|here (?:only|solely) (?:to|for)|here for (?:questions|topics|help|anything)|just here (?:to help with|for)|limited to|restricted to)\\b`,
  `\\bmy (?:job|role|purpose|task|remit|scope|expertise|knowledge) (?:is|covers?|extends?|ends?)(?: only| just| limited| restricted| confined)? (?:to|with|at|on|lumenby)\\b`,
  `\\bwe (?:only|can only) (?:answer|help with) questions\\b`,
  `\\bas an ai\\b[^.]{0,80}\\b(?:can't|cannot|unable|not able|don't|do not)\\b`,
  `\\b(?:outside|beyond)(?: of)? (?:what\\b|(?:the |my |our )(?:\\w+ ){0,2}(?:scope|knowledge|expertise|remit|capabilities|area|field|domain|reach)\\b)`,
  `\\b(?:out of|outside(?: of)?|beyond) scope\\b`,
  `\\bi(?:'d| would) (?:first |really |also )?(?:need|have) (?:to (?:see|look|check|open|access|view|read|have access|get into)|access)\\b`,
  `(?:\\bnot|n't) (?:really |exactly )?my (?:thing|field|area|job|department|place|call|role|strength|business)\\b`,
  `\\bi(?:'m| am) not (?:going|willing|prepared|meant|made|designed|built|here|about) to\\b`,
  `\\bi(?:'m| am) (?:built|made|designed|trained|set up|meant|here) to ${HELPS}\\b[^.]{0,60}\\bonly\\b`,
  `\\bi(?:'m| am) not the (?:right|best) (?:place|one|person|assistant|bot|contact)\\b`,
  `\\bmy (?:\\w+ ){0,2}(?:instructions|prompt|configuration|rules) (?:stays?|remains?|is|are|must stay) (?:private|confidential|secret|internal)\\b`,
  `\\b(?:let's|i'll|i have to|i must) (?:stick|keep) to\\b`,
  `(?:\\b(?:not|nothing)|n't) (?:\\w+ ){0,2}(?:visible|accessible|available|known|possible) (?:to|for) me\\b|\\b(?:impossible for|unknown to|beyond) me\\b`,
  `\\b(?:question|matter|topic|decision) for (?:\\w+ ){0,3}(?:doctor|pharmacist|lawyer|specialist|support|colleague|team)\\b`,
  `\\bonly (?:our |the |your )?(?:support|support team|doctor|bank|employer) can (?:see|look|tell|check|answer|say|find|confirm)\\b`,
  `\\b(?:support|someone|somebody|a colleague|a person|an agent|the team|our team) (?:\\w+ ){0,2}(?:needs?|have|has) to (?:look|see|check)\\b[^.]{0,30}\\byour\\b`,
]

/** What it says when the sources are silent; a company's "we do not offer" is an answer and matches none of these. */
const UNKNOWING: readonly string[] = [
  `\\bi (?:lack|am unaware)\\b|\\bi'm unaware\\b`,
  `\\bwe (?:don't|do not) (?:publish|document|specify|state) (?:that|this|it|such|the|our|any|when|who|which|what|how)\\b`,
  `\\bi (?:haven't|have not|'ve not) (?:got|found|seen|any)\\b`,
  `\\b(?:beyond|nowhere in) (?:my|our|the) (?:\\w+ ){0,2}${SOURCES}`,
  `\\b(?:we|it) ${DOES_NOT} (?:cover|mention|describe|explain|say|state|answer)\\b[^.;!?]{0,30} in (?:my|our|the) (?:\\w+ ){0,2}${SOURCES}`,
  `\\b${SOURCES} (?:is|are|stays?|remains?) silent\\b|\\b${SOURCES} leaves? (?:that|this|it) open\\b`,
  `\\b${DOES_NOT} (?:appear|come up|feature|figure|occur)(?: anywhere)? in (?:\\w+ ){0,3}${SOURCES}`,
  `\\bno (?:help )?(?:articles?|documents?|pages?|sources?|leaflets?)(?: of ours| here)? (?:names?|mentions?|says?|states?|covers?|describes?|gives?|lists?|tells?|explains?|answers?)\\b`,
  `\\bnothing (?:that |which )?(?:the|our|my|these) ${SOURCES}`,
  `\\b(?:missing|absent|left out) (?:from|in|of) (?:my|our|the) (?:\\w+ ){0,2}${SOURCES}`,
  `\\bi (?:currently |just )?(?:don't|do not|didn't|did not) (?:currently |actually |yet |seem to )?(?:have|find|see|possess|hold) (?:\\w+ ){0,3}${KNOWLEDGE}\\b`,
  `\\bwe (?:currently |just )?(?:don't|do not) (?:currently |actually |yet |seem to )?have (?:any |enough |that |the |this |such |sufficient |specific |further )*(?:information|info|details|answers?|documentation|guidance)\\b`,
  `\\b(?:i|we)(?:'ve| ${NOTHING}) (?:no|nothing|not enough|insufficient) ?(?:(?:\\w+ )?${KNOWLEDGE}|about|on|in|to|$)`,
  `\\b${PAPERS}${WHICH} ${DOES_NOT} (?:\\w+ )?(?:say|mention|specify|state|describe|explain|tell|discuss|indicate|go into|go beyond|answer|address)\\b`,
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
  `(?:\\bnot|n't) (?:yet |currently |anywhere |actually |really |to be found |clear )?(?:in|within|among|on|from) (?:any of )?(?:my|our|the|these|this|lumenby's) (?:\\w+ ){0,3}${SOURCES}`,
  `(?:\\bnot|n't) (?:\\w+ )?clear from\\b`,
  `\\b(?:is|are|was)(?:n't| not) (?:publicly |officially )?documented\\b`,
  `\\bno (?:\\w+ )?(?:information|info|details|documentation|guidance|articles?)(?: (?:about|on|for|regarding|concerning|of) (?:[\\w'-]+ ){1,6}| )(?:is|are|was|were|can be) (?:available|found|provided|given|included|in|there)\\b`,
  `\\b(?:this|that|the|such) (?:\\w+ )?(?:information|info|details?|answer)(?: (?:about|on|for|regarding) (?:\\w+ ){1,5}| )(?:is|are)(?:n't| not) (?:available|provided|included|part of|something)\\b`,
  `\\b(?:cannot|can't|can not|could not|couldn't) be (?:determined|answered|confirmed|established|verified) (?:from|with|by|based|here|at|without)\\b`,
  `\\b(?:cannot|can't|can not|could not|couldn't) be (?:accessed|seen|looked up|checked|found|shown|viewed|given) (?:here|(?:from|in|through|via|on|with|by) (?:here|this chat|(?:\\w+ ){0,2}${SOURCES}))`,
  `\\b(?:insufficient|not enough) (?:information|context|details?|data|evidence)(?: (?:to|on|about|for|in)\\b|[.,]|$)`,
  `"(?:answered|answerable|answer_found|has_answer|can_answer|known|found|in_scope|documented)" ?: ?false\\b`,
  `"(?:refused|refusal|declined|out_of_scope|unanswerable|unknown)" ?: ?true\\b`,
  `"answer" ?: ?(?:null\\b|"")`,
]

/** Any other verb after "I can't": only where the sentence brings no figure, which would make it a rule. */
const UNABLE_AT_ALL: readonly string[] = [
  `\\b${I} ?${UNABLE}${ASIDE}${IDLE}(?: \\w| ?[-:.,;!)]|$)`,
  `\\bi(?:'m| am) (?:\\w+ )?(?:an?|the|here)\\b[^.!?;,]{0,80}\\b(?:and|so|but) (?:therefore |sadly |unfortunately |also )?(?:${UNABLE}|not ${ABLE}|don't|do not) \\w`,
  `\\bi(?:'ve| have)? (?:looked|searched|checked|went|gone|read|tried)\\b[^.!?;]{0,80}\\b(?:and|but) (?:couldn't|could not|can't|cannot|didn't|did not|found) (?:find|see|nothing|locate|come across|no)\\b`,
  `\\bi (?:currently |just )?(?:don't|do not) (?:currently |actually |yet |seem to )?(?:have|see|possess|hold)\\b(?! to\\b| (?:an?|any) ${QUALM}| why)`,
  `\\bi(?:'ve| ${NOTHING}) no (?!${QUALM})`,
  `\\bi (?:don't|do not)${ASIDE} (?:do|make|take|handle|cover|carry|decode|execute|run|play|translate|print|repeat|speculate|debug|deal)\\b`,
]

const compile = (source: string): RegExp => new RegExp(source, 'i')

export const DECLINING: readonly RegExp[] = [...UNWILLING, ...UNKNOWING].map(compile)
export const DECLINING_WITHOUT_FIGURE: readonly RegExp[] = UNABLE_AT_ALL.map(compile)
