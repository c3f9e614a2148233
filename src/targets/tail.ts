import type { Redactor } from './redact.ts'

/** The end of a text that comes in pieces, without its secrets. */
export type Tail = { readonly add: (chunk: string) => void; readonly text: () => string }

/** Nothing leaves `held` before it is known not to be the beginning of a secret, so that no cut can leave half of one. */
export const tailOf = ({ redact, longest }: Redactor, keep = 2000): Tail => {
  let kept = ''
  let held = ''
  return {
    add(chunk) {
      const seen = redact(held + chunk)
      const sure = Math.max(0, seen.length - longest)
      kept = (kept + seen.slice(0, sure)).slice(-keep)
      held = seen.slice(sure)
    },
    text: () => (kept + held).slice(-keep).trim(),
  }
}
