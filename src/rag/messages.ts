import type { Reason } from '../domain/output.ts'

/** What a customer reads where the pipeline does not answer by itself, and below an answer it is not sure of. */
export type Messages = Readonly<Record<Reason | 'caveat', string>>

export const defaultMessages: Messages = {
  timeout: "I couldn't find the answer in time. I'm passing your question to a colleague, who will reply by e-mail.",
  rate_limited:
    "I can't answer right now, because too many people are asking. I'm passing your question to a colleague, who will reply by e-mail.",
  format_invalid: "I couldn't put together a proper answer. I'm passing your question to a colleague, who will reply by e-mail.",
  low_confidence: "I can't answer this reliably from our help centre. I'm passing your question to a colleague, who will reply by e-mail.",
  unexpected_error:
    "I can't answer right now, because something went wrong on our side. I'm passing your question to a colleague, who will reply by e-mail.",
  caveat: 'Please check this in the linked article before you rely on it.',
}
