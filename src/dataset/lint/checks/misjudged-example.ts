import type { Sample } from '../../../domain/sample.ts'
import type { Check, Grade } from '../input.ts'

export const misjudgedExample: Check = {
  name: 'misjudged-example',
  level: 'error',
  why: "the sample's labels do not grade its own examples as it says they do",
  needs: 'factual_accuracy',
  find: ({ all, grade }) =>
    all.flatMap(({ sample, at }) =>
      faultsOf(sample, grade).map((message) => ({
        at,
        id: sample.id,
        message,
        hint: 'mend the facts and forbidden claims, or move the example to the other list',
      })),
    ),
}

const faultsOf = (sample: Sample, grade: Grade): readonly string[] => {
  const { right = [], wrong = [] } = sample.examples ?? {}
  return [
    ...misjudged(sample, right, { grade, correct: true }).map(({ text, why }) => `the right answer "${text}" is turned away: ${why}`),
    ...misjudged(sample, wrong, { grade, correct: false }).map(({ text, why }) => `the wrong answer "${text}" counts as correct: ${why}`),
  ]
}

type Wanted = { readonly grade: Grade; readonly correct: boolean }

const misjudged = (sample: Sample, texts: readonly string[], { grade, correct }: Wanted): readonly { text: string; why: string }[] =>
  texts.flatMap((text) => {
    const graded = grade(sample, text)
    return graded.correct === correct ? [] : [{ text, why: graded.why }]
  })
