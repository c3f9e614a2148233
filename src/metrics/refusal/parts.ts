export const ABLE: string = '(?:able|allowed|permitted|authori[sz]ed|qualified|equipped|in a position) to'
export const UNABLE: string = `(?:can't|cannot|can not|couldn't|could not|won't|will not|shan't|shall not|must not|mustn't|may not|shouldn't|should not|am afraid i can't|(?:(?:am|'m|was) )?unable to|(?:(?:am|'m|was|will) not|wasn't|won't)(?: be)?(?: really| currently)? ${ABLE})`
export const SELF: string = '(?:i|this (?:chat|chatbot|assistant))'
export const I: string = `${SELF}(?: just| simply| really| sadly| unfortunately)?`
export const ASIDE: string =
  '(?:\\s(?:actually|really|currently|personally|yet|seem to|directly|reliably|safely|definitively|possibly|also|even|simply|just|sadly))?'
/** "I can't wait", "I can't recommend it enough", "I won't lie" decline nothing; nor does a title ("I cannot sign in"). */
export const IDLE: string =
  '(?! (?:wait|help but|go wrong|lie|keep you|be long|imagine|believe|sign in|log in|stress|emphasi[sz]e|(?:thank|recommend|praise)\\b[^.]{0,30}\\benough)\\b)'
export const QUALM: string = '(?:problem|issue|objection|doubt|reason)'
export const SOURCES: string =
  "(?:documents|documentation|docs|help ?-?cent(?:re|er)(?:'s)?|help pages|help articles|faqs?|leaflet|sources|articles?|context|knowledge ?-?base|excerpts?|passages?|materials?|(?:available|provided) information)"
export const NOTHING: string = '(?:have|found|find|could find|can find|see)'
