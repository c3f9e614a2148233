import { sentences } from './claims/plain.ts'

/** Says outright that it needs to know more. */
const ASKS: readonly RegExp[] = [
  /\b(?:do|did) you mean\b/i,
  /\bare you (?:asking|referring|looking|trying|talking|on|using|a|an|sending|paying|after|wondering)\b[^.!]{0,200}\?/i,
  /\b(?:could|can|would|will) you (?:please |kindly )?(?:clarify|specify|tell me|let me know|confirm|share|say|provide|explain|elaborate|be more specific|give me)\b/i,
  /(?:^|[,.;:] ?|\bplease )(?:clarify|specify|tell me|let me know|confirm) (?:which|what|whether|who|where|when|how|if you mean|the|your)\b/i,
  /\bi(?:'d| would)? need (?:to know|a bit more|a little more|more)\b/i,
  /\b(?:which|what) (?:one|of these|of those|of the (?:two|three|following)|country|currency|plan|product|account|card|device|app|version|region)\b[^.!]{0,120}\?/i,
]
const WH_TO_ASKER =
  /^(?:\W{0,3}(?:and|so|first|also|but),? )?(?:which|what|who|whom|where|when|how (?:many|much|old|long|often)|in which|for which|to which|on which|from which|is (?:this|that|it|your)|is the|do you|does your|have you|are these)\b/i
const CHOICE = /\bor\b/i
const TO_ASKER = /\b(?:you|your|yours|you're|you'd|this|one)\b/i
const COURTESY =
  /\b(?:anything else|something else|else (?:can|may) i|does (?:that|this) (?:help|answer|make sense)|did (?:that|this) (?:help|answer)|is there anything|(?:how|what) (?:else )?(?:can|may) i (?:help|do)|any (?:other|more|further) questions|would you like (?:me|to know|help|more)|want me to|need (?:more |further |any )?(?:help|assistance)|was this helpful|feel free|let me know if you)\b/i

/** The answer asks back for what it would need to know; courtesies at the end do not count, nor do questions it answers itself. */
export function asksBack(text: string): boolean {
  const all = sentences(text)
  return all.some((sentence, index) => {
    const near = sentence.slice(0, 600)
    if (COURTESY.test(near)) return false
    if (ASKS.some((pattern) => pattern.test(near))) return true
    return index >= all.length - 2 && isQuestionBack(near)
  })
}

function isQuestionBack(sentence: string): boolean {
  if (!sentence.endsWith('?')) return false
  return (WH_TO_ASKER.test(sentence) && TO_ASKER.test(sentence)) || CHOICE.test(sentence)
}
