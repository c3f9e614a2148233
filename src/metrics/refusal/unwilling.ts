import { ABLE, ASIDE, I, IDLE, QUALM, SELF, SOURCES, UNABLE } from './parts.ts'

const KNOWN =
  '(?:answer|help|find|provide|assist|confirm|tell|say|determine|give|share|access|see|look|verify|comment|advise|disclose|locate|check|discuss|recommend|diagnose|comply|do (?:that|this|so)|speak|respond|know|reveal|predict|guess|support|follow|fulfil|fulfill|offer|view|retrieve|guarantee|process|perform|generate|produce|write|engage|prescribe|act|go into|be sure|be certain)'
const HELPS =
  '(?:do|answer|help|assist|cover|handle|support|know|deal|talk|discuss|speak|advise|respond|reply|provide information|work|look (?:after|into)|take questions)'

/** What an assistant says when it cannot or will not, in the first person. */
export const UNWILLING: readonly string[] = [
  `\\b${I} ?${UNABLE}${ASIDE}${IDLE} ${KNOWN}\\b`,
  `\\bi (?:don't|do not|didn't|did not)${ASIDE} (?!see (?:an?|any) ${QUALM})${KNOWN}\\b`,
  `\\bi(?:'m| am| was) (?:unable to|not (?:\\w+ )?${ABLE})\\b`,
  `\\bi wasn't ${ABLE}\\b`,
  `\\bwe(?:'re| are)? ?(?:can't|cannot|can not|couldn't|could not|(?:were )?unable to|not able to) (?:answer|find|confirm|determine|say|tell|verify|locate|track|trace|identify|comment|see (?:your|his|her|their|this|that|individual)|look (?:up|into)|access (?:your|individual)|help (?:you )?with (?:that|this))\\b`,
  `\\bi(?:'m| am)(?: afraid i'm)? not (?:sure|certain|aware|confident)\\b`,
  `\\b(?:no idea|i must decline|i have to decline|i(?:'d| would) (?:rather|prefer) not|i refuse|i decline|i(?:'m| am) going to have to decline|not at liberty|nothing (?:that |which )?i(?:'m| am| can| could| may| will| have| know| see)\\b)`,
  `(?:\\bnot|n't) (?:something|anything|(?:part of )?what|an? (?:\\w+ )?(?:topic|question|subject|thing|request)) (?:that |which )?(?:i\\b|we(?:'re| are| can| could| have| know| do| will| help| answer| cover| publish| document)\\b|(?:the|our) ${SOURCES})`,
  `\\b(?:assistant|bot|helper|i)\\b[^.]{0,80}\\b(?:can't|cannot|can not|unable to) (?:help|assist)\\b`,
  `\\bi (?:can |could |may )?(?:only|solely) (?:ever )?${HELPS}\\b`,
  `\\bi(?:'m| am) (?:(?:only|solely|merely|strictly) (?:able|here|meant|allowed|built|made|set up|trained|designed|there|equipped|responsible)|here (?:only|solely) (?:to|for)|here for (?:questions|topics|help|anything)|just here (?:to help with|for)|limited to|restricted to)\\b`,
  `\\bi(?:'m| am) here for\\b[^.;]{0,60}\\bonly\\b`,
  `\\bmy (?:job|role|purpose|task|remit|scope|expertise|knowledge) (?:is|covers?|extends?|ends?)(?: only| just| limited| restricted| confined)? (?:to|with|at|on)\\b`,
  `\\bwe (?:only|can only) (?:answer|help with) questions\\b`,
  `\\bas an ai\\b[^.]{0,80}\\b(?:can't|cannot|unable|not able|don't|do not)\\b`,
  `\\b(?:outside|beyond)(?: of)? (?:(?:what|anything)\\b(?! (?:you|your|it|they)\\b)|(?:the |my |our )(?:\\w+ ){0,2}(?:scope|knowledge|expertise|remit|capabilities|area|field|domain|reach)\\b)`,
  `\\b(?:out of|outside(?: of)?|beyond) scope\\b`,
  `\\bi(?:'d| would) (?:first |really |also )?(?:need|have) (?:to (?:see|look|check|open|access|view|read|have access|get into)|access)\\b`,
  `(?:\\bnot|n't) (?:really |exactly )?my (?:thing|field|area|job|department|place|call|role|strength|business)\\b`,
  `\\bi(?:'m| am|'d be| would be) (?:of )?no (?:help|use|expert)\\b`,
  `\\b(?:is|are)(?:n't| not) (?:ours|one of ours|our (?:product|service|app)|(?:made|run|offered|sold) by us)\\b`,
  `\\bi(?:'m| am) not (?:going|willing|prepared|meant|made|designed|built|here|about) to\\b`,
  `\\bi(?:'m| am) (?:built|made|designed|trained|set up|meant|here) to ${HELPS}\\b[^.]{0,60}\\bonly\\b`,
  `\\bi(?:'m| am) not the (?:right|best) (?:place|one|person|assistant|bot|contact)\\b`,
  `\\bmy (?:\\w+ ){0,2}(?:instructions|prompt|configuration|rules) (?:stays?|remains?|is|are|must stay) (?:private|confidential|secret|internal)\\b`,
  `\\b(?:let's|i'll|i have to|i must) (?:stick|keep) to\\b`,
  `\\b(?:i|i'll|i will|i'd) (?:have to|must|need to) (?:turn|pass|decline|refuse|say no)\\b`,
  `\\bi(?:'d| would) (?:only )?be (?:guessing|speculating)\\b|\\bdraw a blank\\b|\\bno comment\\b|\\bno (?:\\w+ ){1,3}from me\\b`,
  `\\bout of my hands\\b|\\bnot for sharing\\b`,
  `\\b${SELF} (?:has no (?:access|information|view|insight|knowledge|way)|does(?:n't| not) (?:cover|handle|answer|know|have access|deal|give|discuss|support))\\b`,
  `(?:\\b(?:not|nothing)|n't) (?:\\w+ ){0,2}(?:visible|accessible|available|known|possible) (?:to|for) me\\b|\\b(?:impossible for|unknown to|beyond) me\\b|\\byour (?:\\w+ ){1,3}(?:isn't|aren't|is not|are not) (?:visible|accessible|shown) here\\b`,
  `\\b(?:question|matter|topic|decision) for (?:\\w+ ){0,3}(?:doctor|pharmacist|lawyer|specialist|support|colleague|team)\\b`,
  `\\b(?:only|nobody but|no one but) (?:our |the |your )?(?:support|support team) can (?:see|look|tell|check|answer|say|find|confirm)\\b`,
  `\\b(?:support|someone|somebody|a colleague|a person|an agent|the team|our team) (?:\\w+ ){0,2}(?:needs?|have|has) to (?:look|see|check)\\b[^.]{0,30}\\byour\\b`,
]
