/** What a suite file need not say, each with its reason. */
export const defaults = {
  /** Serving above .85 and with a caveat above .70 are the tiers the routing was designed around. */
  routing: { serve: 0.85, serveWithCaveat: 0.7 },
  /** Five documents fit a prompt and are what precision_at_5 measures. */
  topK: 5,
  /** Word forms of one word ("fees", "fee") are the same question. */
  stemming: true,
  /** Longer than this, a person has left. */
  timeoutSeconds: 4,
  /** A chain of model calls takes seconds; after half a minute nobody expects an answer. */
  appTimeoutSeconds: 30,
  /** Loading a corpus or a model takes longer than any answer. */
  startSeconds: 60,
  /** A crash takes a quarter of what is under way with it, and four fit into the memory of a small CI machine. */
  moduleProcesses: 4,
  /** The least that an app has to be told. */
  httpBody: { input: '{{input}}' },
  /** The shape that a function or a program answers in without being told. */
  reply: {
    answer: '/answer',
    retrieved: '/retrieved',
    confidence: '/confidence',
    route: '/route',
    reason: '/reason',
    raw: '/raw',
    model: '/model',
    citations: '/citations',
    usage: '/usage',
  },
  /** As repeatable as a provider allows. */
  temperature: 0,
  /** Room for a long answer; a reply cut off here is reported as truncated, not scored. */
  maxTokens: 1024,
  /** More unmeasured samples than this could hide a regression of the usual thresholds. */
  maxErrorRate: 0.02,
  /** One call a sample: noise is met with baseline trials, which are paid once. */
  runTrials: 1,
  /** A model that answers differently each time needs an average to compare with; a deterministic one does not. */
  baselineTrials: { deterministic: 1, stochastic: 3 },
  /** Thirty slices are thirty chances of a false alarm, and a small slice needs a person to look. */
  slices: { block: false, tags: [] },
  /** Committed, so that a change of the accepted scores is reviewed. */
  baselineFile: 'eval/baseline.json',
  /** Two of a hundred production calls are few enough to read and many enough to notice. */
  humanEvalSampleRate: 0.02,
  /** Below the request limits of a small account; the embedded model has none and gains from full batches; programs share a machine's few cores. */
  concurrency: { remote: 16, local: 64, command: 4 },
  apiKeyEnv: 'OPENAI_API_KEY',
} as const
