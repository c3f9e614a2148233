import { chanceOf } from './chance.ts'

const syllables = ['ba', 'ko', 'li', 'mu', 'ne', 'ro', 'sa', 'ti', 'vu', 'xe', 'yo', 'zi', 'dra', 'fle', 'gri', 'plo', 'stu', 'que']

/** An invented word, so that no two questions read alike. */
const wordOf = (seed: string): string =>
  Array.from({ length: 3 }, (_, place) => syllables[Math.floor(chanceOf(`${seed} ${place}`) * syllables.length)]).join('')

const questionOf = (index: number): string => {
  const words = Array.from({ length: 9 }, (_, place) => wordOf(`${index} ${place}`))
  return `My ${words.slice(0, 3).join(' ')} arrived with ${words.slice(3, 6).join(' ')}. What does plan ${index} cost each month with ${words.slice(6).join(' ')}?`
}

const priceOf = (index: number): number => (index % 89) + 7

/** What the server answers to a question: the price of the plan it asks for, beside other words. */
export const answerTo = (question: string): string => {
  const index = Number(/plan (\d+)/.exec(question)?.[1] ?? '0')
  return `Thank you for asking. The plan costs ${priceOf(index)} EUR a month, and it can be cancelled at the end of each month. More is in the account, under "Plans".`
}

const idOf = (index: number): string => `plan-${String(index).padStart(7, '0')}`

const sampleOf = (index: number): string =>
  JSON.stringify({
    id: idOf(index),
    input: questionOf(index),
    expected: {
      answerable: true,
      facts: [
        { id: 'f1', number: priceOf(index), unit: 'EUR' },
        { id: 'f2', text: 'end of each month', aliases: ['end of the month', 'month’s end'] },
      ],
      forbidden: [{ id: 'x1', number: priceOf(index) + 100, unit: 'EUR', why: 'the price of another plan' }],
    },
    slice: index % 3 === 0 ? 'short' : 'long',
    tags: [`t${index % 7}`],
  })

/** A test set of so many samples, in parts. */
export function* sampleLines(count: number): Generator<string> {
  for (let index = 0; index < count; index += 1) yield `${sampleOf(index)}\n`
}

/** What an app would have written down for them. */
export function* outputLines(count: number): Generator<string> {
  for (let index = 0; index < count; index += 1)
    yield `${JSON.stringify({ id: idOf(index), text: answerTo(questionOf(index)), model: 'chat-2026-01-01' })}\n`
}
