/** Files of a suite on recorded outputs: the first ones are errors, the next ones wrong, the rest right. */
export const recordedSuite = (
  count: number,
  more: { readonly wrong?: number; readonly errors?: number; readonly config?: string } = {},
): Readonly<Record<string, string>> => {
  const { wrong = 0, errors = 0, config = '' } = more
  const lines = (make: (index: number) => object): string =>
    Array.from({ length: count }, (_, index) => `${JSON.stringify(make(index))}\n`).join('')
  return {
    'aieval.config.yaml': `test_set_path: samples.jsonl
metrics: [factual_accuracy]
regression_threshold: { factual_accuracy: 0.05 }
target: { kind: recorded, outputs: outputs.jsonl }
${config}`,
    'samples.jsonl': lines((index) => ({
      id: `q-${index}`,
      input: `What is the colour of door ${index}?`,
      expected: { answerable: true, facts: [{ id: 'f1', text: 'blue' }] },
    })),
    'outputs.jsonl': lines((index) => outputOf(index, { wrong, errors })),
  }
}

const outputOf = (index: number, { wrong, errors }: { readonly wrong: number; readonly errors: number }): object => {
  const id = `q-${index}`
  if (index < errors) return { id, error: { code: 'timeout', message: 'no answer in 4 s' } }
  return { id, text: `Door ${index} is ${index < errors + wrong ? 'red' : 'blue'}.` }
}
