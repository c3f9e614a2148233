import type { OpenAiServer, ServedRequest } from './openai.ts'

/** Whether a request only asks if there is anybody. */
export const isProbe = ({ messages, texts }: ServedRequest): boolean =>
  messages.length + texts.length === 1 && (messages[0]?.content ?? texts[0]) === 'Hello'

/** What came in of a run itself. */
export const questionsOf = ({ requests }: OpenAiServer): readonly ServedRequest[] => requests.filter((request) => !isProbe(request))
