import type { Outcome } from '../domain/comparison.ts'

/** How a command ended. */
export type Ending =
  | { readonly kind: 'done' }
  | { readonly kind: 'usage' }
  | { readonly kind: 'signal'; readonly signal: 'SIGINT' | 'SIGTERM' }
  | { readonly kind: 'world'; readonly message: string }
  | { readonly kind: 'judged'; readonly outcome: Outcome }

const codes: Readonly<Record<Outcome, number>> = { pass: 0, fail: 1, 'not-measured': 3, 'no-verdict': 4, 'gate-changed': 5 }

/** The process's exit code: 2 for what the user has to mend, 128 + n for a signal, 3 where the world failed, the verdict's own code else. 70 is set before anything runs. */
export const exitCode = (ending: Ending): number => {
  switch (ending.kind) {
    case 'usage':
      return 2
    case 'signal':
      return ending.signal === 'SIGINT' ? 130 : 143
    case 'world':
      return 3
    case 'judged':
      return codes[ending.outcome]
    case 'done':
      return 0
  }
}
