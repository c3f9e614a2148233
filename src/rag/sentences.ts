/** A sentence and the question of the document that it answers, if there is one right before it. */
export type Sentence = { readonly text: string; readonly question: string }

/** Dots that end no sentence. */
const abbreviation = /(?:\b(?:e\.g|i\.e|approx|incl|excl|no|nr|art|vs|max|min|mr|mrs|ms|dr|st|a\.m|p\.m)|\b\p{Lu})\.$/iu

/** Splits running text; a question is kept as the context of what follows, and a bare "Yes." or "No." is joined to its reason. */
export const sentencesOf = (text: string): readonly Sentence[] => {
  const sentences: Sentence[] = []
  let question = ''
  let short = ''
  for (const piece of split(text)) {
    const whole = short === '' ? piece : `${short} ${piece}`
    short = ''
    if (isQuestion(whole)) question = whole
    else if (whole.split(' ').length < 3) short = whole
    else sentences.push({ text: whole, question })
  }
  if (short !== '') sentences.push({ text: short, question })
  return sentences
}

const isQuestion = (text: string): boolean => /\?["'”’)]*$/.test(text)

const split = (text: string): readonly string[] => {
  const pieces: string[] = []
  for (const piece of text.split(/(?<=[.!?]["'”’)]*)\s+(?=["'“‘(]*[\p{Lu}\p{N}€])/u)) {
    const before = pieces.at(-1)
    if (before !== undefined && abbreviation.test(before) && !/\b(?:no)\.$/i.test(before)) pieces[pieces.length - 1] = `${before} ${piece}`
    else pieces.push(piece)
  }
  return pieces.filter((piece) => piece !== '')
}
