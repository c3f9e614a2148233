import { words } from './words.ts'

const SUBORDINATE =
  /\b(?:if|unless|when|while|because|since|although|though|even if|as long as|provided|until|where|whether|so that|in case)\b[^,;]*[,;]?/gi
const NO_NEGATION =
  /\b(?:at|with|for) no\b[^,;.]*|\bwithout\b[^,;.]*|\bnot only\b|\bno (?:later|more|less|fewer|earlier|problem|matter|doubt)\b/gi
const ASKS_NEED = /\b(?:need|have to|has to|must|required?|necessary)\b/i
const NO_NEED = /\bno need to\b[^,;.]*,/i
const NOT = /\b(?:not|no|never|cannot|neither|none|nobody|nothing|unable)\b|n't\b/i
const AGAINST =
  /\b(?:impossible|prohibited|forbidden|banned|ineligible|excluded|unavailable|unsupported|disallowed|barred|refused|rejected|declined|avoid|unsafe|too late|non-\p{L}+)\b/iu
const ONLY = /^only\b|\bonly[.!]?$|\bonly (?:available|possible|allowed|included|for|on|to|by|with)\b/i
const ASKS_PRICE = /\b(?:fees?|costs?|charged?|charges|pay|price)\b/i
const FREE = /(?<!feel |toll[ -]|not )\bfree\b|\bno (?:\w+ )?(?:fees?|costs?|charges?)\b|\bcosts? nothing\b/i
const PRICED = /\b(?:costs?|charges?|charged|pay|fee of)\b/i

/** False where the main clause says no to what was asked; a question that asks for a ban turns it round. */
export function polarity(sentence: string, question: string): boolean {
  const main = sentence.replace(SUBORDINATE, ' ')
  const clause = /\p{L}/u.test(main) ? main : sentence
  if (ASKS_PRICE.test(question) && FREE.test(clause)) return false
  if (excludes(clause.trim(), question)) return false
  const needless = ASKS_NEED.test(question) ? clause : clause.replace(NO_NEED, ' ')
  const judged = needless.replace(NO_NEGATION, ' ')
  const against = AGAINST.test(judged) !== AGAINST.test(question)
  return NOT.test(judged) === against
}

/** The sentence takes a side at all: it denies, allows, forbids or prices something. */
export function takesSide(sentence: string, question: string): boolean {
  return NOT.test(sentence) || AGAINST.test(sentence) || (ASKS_PRICE.test(question) && PRICED.test(sentence))
}

/** "Only admins can" says no to whoever asks about another. */
function excludes(clause: string, question: string): boolean {
  if (!ONLY.test(clause) || /\bnot only\b/i.test(clause)) return false
  const named = contentWords(clause)
  return [...contentWords(question)].some((word) => !named.has(word))
}

const STOP = new Set(
  'the and for are can could will would should does did has have had was were with from that this what when where which who whom how why you your yours our ours their his her its out about into than then there here get got any some more most not but all also only just too very may might must shall been being them they she him use using one please still'.split(
    ' ',
  ),
)

/** The stems of the words that carry the meaning. */
export function contentWords(text: string): ReadonlySet<string> {
  return new Set(
    words(text)
      .map(({ word }) => word)
      .filter((word) => word.length > 2 && !STOP.has(word) && !word.endsWith("n't"))
      .map(stem),
  )
}

function stem(word: string): string {
  return word.replace(/(?:ations?|ments?|ings?|ed|able|es|s|e|al)$/, '').slice(0, 8) || word
}
