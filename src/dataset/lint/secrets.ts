/** What was found, and as much of it as may be printed. */
export type Exposed = { readonly kind: string; readonly shown: string }

const forms: readonly { readonly kind: string; readonly pattern: RegExp }[] = [
  // The last part of an API key is long and mixed; "sk-seats-add-remove" is a name.
  { kind: 'an API key', pattern: /\bsk-(?:[A-Za-z0-9]{1,12}-){0,3}(?=[A-Za-z_]*\d)(?=[\d_]*[A-Za-z])[A-Za-z0-9_]{16,}/g },
  { kind: 'a Stripe key', pattern: /\b[rs]k_live_[A-Za-z0-9]{16,}/g },
  { kind: 'an AWS access key', pattern: /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/g },
  { kind: 'a GitHub token', pattern: /\b(?:gh[opsur]_[A-Za-z0-9]{36,}|github_pat_[A-Za-z0-9_]{40,})/g },
  { kind: 'a GitLab token', pattern: /\bglpat-[\w-]{20,}/g },
  { kind: 'a Google API key', pattern: /\bAIza[\w-]{35}/g },
  { kind: 'a Slack token', pattern: /\bxox[abeoprs]-[A-Za-z0-9-]{10,}/g },
  { kind: 'an npm token', pattern: /\bnpm_[A-Za-z0-9]{36}\b/g },
  { kind: 'a private key', pattern: /-----BEGIN (?:[A-Z]+ ){0,3}PRIVATE KEY(?: BLOCK)?-----/g },
]

/** Texts that look like a credential. */
export const secretsIn = (text: string): readonly Exposed[] =>
  forms.flatMap(({ kind, pattern }) => [...text.matchAll(pattern)].map(([found]) => ({ kind, shown: masked(found) })))

/** A finding is printed into logs: the beginning has to be enough to find the rest. */
export const masked = (text: string): string => `${text.slice(0, 6)}…`
