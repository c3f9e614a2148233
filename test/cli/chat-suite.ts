export const key = { MY_KEY: 'sesame' } as const
/** USD per million tokens of a prompt and of an answer. */
export const priced = 'price: { input: 1, output: 10 }'

type Chat = {
  readonly count?: number
  readonly model?: string
  /** Further keys of models.primary. */
  readonly price?: string
  /** Further keys of models. */
  readonly more?: string
  readonly target?: string
  readonly config?: string
}

/** Files of a suite on a prompt and a pinned model, with questions on the colour of doors. */
export const chatSuite = (
  url: string | undefined,
  { count = 20, model, price, more, target = '{ kind: chat, prompt: prompt.txt, deterministic: true }', config = '' }: Chat = {},
): Record<string, string> => ({
  'aieval.config.yaml': `test_set_path: set.jsonl
metrics: [factual_accuracy]
regression_threshold: { factual_accuracy: 0.03 }
models: { primary: { provider: openai, model: ${[model ?? 'chat-2026-01-01', ...(url === undefined ? [] : [`base_url: ${url}`, 'api_key_env: MY_KEY']), price ?? []].flat().join(', ')} }${more === undefined ? '' : `,\n  ${more}`} }
target: ${target}
generation: { max_tokens: 100 }
${config}`,
  'prompt.txt': 'Say which colour it has.\n',
  'set.jsonl': Array.from(
    { length: count },
    (_, index) =>
      `${JSON.stringify({ id: `s${index}`, input: `What is the colour of door ${index}?`, expected: { answerable: true, facts: [{ id: 'f1', text: 'blue' }] } })}\n`,
  ).join(''),
})
