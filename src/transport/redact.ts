import { CallFailed } from '../domain/call.ts'
import type { Layer } from '../domain/call.ts'

/** Takes secrets out of what failures say, since that ends in records and reports; below everything that passes a message on. */
export const redact = (secrets: readonly string[]): Layer => {
  const forms = secrets.filter((secret) => secret.length >= shortest).flatMap(formsOf)
  const longestFirst = [...new Set(forms)].toSorted((one, other) => other.length - one.length)
  return (next) => async (call, signal) => {
    try {
      return await next(call, signal)
    } catch (error) {
      if (!(error instanceof CallFailed)) throw error
      throw withMessage(error, withoutSecrets(error.message, longestFirst))
    }
  }
}

/** Anything shorter is a placeholder, and a word that messages may well contain. */
const shortest = 8

/** The secret itself and how it looks in base64 (wherever it stands in a longer text), in a URL and in JSON. */
const formsOf = (secret: string): readonly string[] => [
  secret,
  encodeURIComponent(secret),
  JSON.stringify(secret).slice(1, -1),
  ...[0, 1, 2].flatMap((before) => base64Of(secret, before)),
]

/** The characters of base64 that depend on the secret alone where so many bytes stand before it. */
const base64Of = (secret: string, before: number): readonly string[] => {
  const bytes = Buffer.concat([Buffer.alloc(before), Buffer.from(secret)])
  const whole = bytes.subarray(0, bytes.length - (bytes.length % 3))
  const own = Math.ceil((before * 8) / 6)
  return [whole.toString('base64').slice(own), whole.toString('base64url').slice(own)]
}

const withoutSecrets = (message: string, forms: readonly string[]): string =>
  cutSecret(
    forms.reduce((text, form) => text.replaceAll(form, '[redacted]'), message),
    forms,
  )

/** A message that is cut short may end within a secret. */
const cutSecret = (text: string, forms: readonly string[]): string => {
  if (!text.endsWith('…')) return text
  const body = text.slice(0, -1)
  for (const form of forms)
    for (let length = form.length - 1; length >= shortest; length -= 1)
      if (body.endsWith(form.slice(0, length))) return `${body.slice(0, -length)}[redacted]…`
  return text
}

const withMessage = (error: CallFailed, message: string): CallFailed => {
  if (message === error.message) return error
  const { code, retryable, retryAfterMs, attempts, used } = error
  const more = { retryable, ...(retryAfterMs !== undefined && { retryAfterMs }), ...(used !== undefined && { used }) }
  return Object.assign(new CallFailed(code, message, more), { attempts })
}
