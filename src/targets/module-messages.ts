/** What goes over the channel between aieval and a child that holds a user's module; whatever else comes over it is not meant for aieval. */
export type ToChild =
  | { readonly aieval: 'ask'; readonly call: number; readonly input: string; readonly how: ChildHow }
  | { readonly aieval: 'cancel'; readonly call: number }
  | { readonly aieval: 'ping' }

export type ChildHow = { readonly id: string; readonly trial: number; readonly locale?: string }

export type FromChild =
  | { readonly aieval: 'ready' }
  | { readonly aieval: 'unusable'; readonly message: string }
  | { readonly aieval: 'beat'; readonly lateMs: number }
  /** `json` is what the function answered. */
  | { readonly aieval: 'answered'; readonly call: number; readonly json: string }
  | { readonly aieval: 'threw'; readonly call: number; readonly message: string; readonly code: string }
