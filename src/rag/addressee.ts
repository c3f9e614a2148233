/** Whether a sentence of a document speaks to software that reads it rather than to a customer. */
export const addressesMachines = (text: string): boolean => marks.some((mark) => mark.test(text))

/** Plain signs of a planted instruction; who hides one better is stopped by nothing but what the answer may do. */
const marks: readonly RegExp[] = [
  /\bsystem (?:prompt|message|note|notice|override|instruction)/i,
  /\b(?:previous|earlier|prior|preceding|above) (?:instruction|prompt)s?\b/i,
  /\b(?:AI|automated|retrieval|language|virtual) (?:assistants?|agents?|models?|readers?|systems?)\b/i,
  /\b(?:chat ?bots?|LLMs?)\b/i,
]
