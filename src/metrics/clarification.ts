import { sentences } from './claims/plain.ts'

/** Says outright that it needs to know more. */
const ASKS: readonly RegExp[] = [
  /\b(?:do|did) you mean\b/i,
  /\bare you (?:asking|referring|looking|trying|talking|on|using|a|an|sending|paying|after|wondering)\b[^.!]{0,200}\?/i,
  /\b(?:could|can|would|will) you (?:please |kindly )?(?:clarify|specify|tell me|let me know|confirm|share|say|provide|explain|elaborate|be more specific|give me)\b/i,
  /(?:^|[,.;:] ?|\bplease )(?:clarify|specify|tell me|let me know|confirm) (?:which|what|whether|who|where|when|how|if you mean|the|your)\b/i,
  /(?: - |\b(?:just|so|and|then|simply|if you|once you) )(?:specify|clarify|tell me|let me know) (?:which|what|whether|who|where|when|how|if you mean)\b/i,
  /\bi(?:'d| would|'ll| will)? (?:just |first )?(?:need|have) (?:to know|a bit more|a little more|more|(?:\w+ ){1,2}(?:details?|things?|facts?|pieces? of information|answers?)|(?:the|your) (?:country|currency|plan|product|amount|region|version)\b)/i,
  /\bnot (?:sure|certain|clear) (?:which|what)\b[^.!]{0,60}\byou (?:mean|refer|are (?:asking|talking))\b/i,
  /\b(?:which|what) (?:one|of these|of those|of the (?:two|three|following)|country|currency|plan|product|account|card|device|app|version|region)\b[^.!]{0,120}\?/i,
]
const WH_TO_ASKER =
  /^(?:\W{0,3}(?:and|so|first|also|but),? )?(?:which|what|who|whom|where|when|how|in which|for which|to which|on which|from which|is (?:this|that|it|your)|is the|do you|does your|have you|are these)\b/i
const WH_LATER = /[,:-] (?:which|what|who|where|when|how) [^,]{0,60}\?$/i
const CHOICE = /\bor\b/i
const TO_ASKER = /\b(?:you|your|yours|you're|you'd|this|one)\b/i
/** A last question of yes or no about the asker's own case; "Have you tried …?" is advice. */
const OF_ASKER =
  /^(?:is|are|was|were|has|have|had|do|does|did|will|would|can|could)\b(?! (?:i|we)\b| you (?:tried|checked|want|wish)\b)[^?]*\b(?:you|your|you're|you've)\b/i
const OF_CASE = /^(?:is|are|was|were|has|have|did|does) (?:the|it|this|these|they)\b/i
const COURTESY =
  /\b(?:anything else|(?<!\bor )something else|something else (?:i|we) (?:can|could|may)|else (?:can|may) i|does (?:that|this) (?:help|answer|make sense)|did (?:that|this) (?:help|answer)|(?:is|was) there (?:anything|something)|do you (?:still )?have (?:a|any|another|other|more) (?:\w+ )?questions?|(?:how|what) (?:else )?(?:can|may) i (?:help|do)|any (?:other|more|further) questions|would you like (?:me|to know|help|more)|want me to|need (?:more |further |any )?(?:help|assistance)|was this helpful|have you tried|did you know|would you like to (?:upgrade|start|try|continue|proceed)|let me know how (?:it|that|this) goes|feel free|let me know if you)\b/i

/** The answer asks back for what it would need to know; courtesies at the end do not count, nor do questions it answers itself. */
export function asksBack(text: string): boolean {
  const all = sentences(text)
  return all.some((sentence, index) => {
    const near = sentence.slice(0, 600)
    if (COURTESY.test(near)) return false
    if (ASKS.some((pattern) => pattern.test(near))) return true
    return (index >= all.length - 2 && isQuestionBack(near)) || (index === all.length - 1 && isShortQuestion(near))
  })
}

function isQuestionBack(sentence: string): boolean {
  if (!sentence.endsWith('?')) return false
  return ((WH_TO_ASKER.test(sentence) || WH_LATER.test(sentence)) && TO_ASKER.test(sentence)) || CHOICE.test(sentence)
}

function isShortQuestion(sentence: string): boolean {
  if (!sentence.endsWith('?')) return false
  return OF_ASKER.test(sentence) || ((WH_TO_ASKER.test(sentence) || OF_CASE.test(sentence)) && sentence.split(' ').length <= 9)
}
