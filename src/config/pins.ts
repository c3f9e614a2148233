/** Names a provider moves to newer models from time to time, with the dated name to write instead. */
const datedForms: Readonly<Record<string, string>> = {
  'gpt-4o': 'gpt-4o-2024-08-06',
  'gpt-4o-latest': 'gpt-4o-2024-11-20',
  'chatgpt-4o-latest': 'gpt-4o-2024-11-20',
  'gpt-4o-mini': 'gpt-4o-mini-2024-07-18',
  'gpt-4.1': 'gpt-4.1-2025-04-14',
  'gpt-4.1-mini': 'gpt-4.1-mini-2025-04-14',
  'gpt-4.1-nano': 'gpt-4.1-nano-2025-04-14',
  'gpt-4-turbo': 'gpt-4-turbo-2024-04-09',
  'gpt-4': 'gpt-4-0613',
  'gpt-3.5-turbo': 'gpt-3.5-turbo-0125',
  o1: 'o1-2024-12-17',
  o3: 'o3-2025-04-16',
  'o3-mini': 'o3-mini-2025-01-31',
  'o4-mini': 'o4-mini-2025-04-16',
}

export type PinClaim = { readonly provider: string; readonly model: string; readonly version?: string; readonly pinned?: boolean }

/** Why a model name may start to mean another model without notice; undefined where it is pinned. */
export const floating = (pin: PinClaim): { readonly message: string; readonly hint: string } | undefined => {
  if (pin.provider === 'local')
    return localPin.test(pin.model)
      ? undefined
      : { message: `${pin.model} names no version`, hint: 'write name@version, as in use-lite@0.2.0' }
  if (latest.test(pin.model))
    return {
      message: `${pin.model} is a floating alias`,
      hint: datedHint(pin.model) ?? datedHint(pin.model.replace(latest, '')) ?? 'write the dated name that it stands for today',
    }
  if (pin.pinned === true || pin.version !== undefined || pinnedName.some((form) => form.test(pin.model))) return undefined
  return {
    message: `${pin.model} is not pinned: the provider can change what it serves`,
    hint: datedHint(pin.model) ?? 'write a name with a date or digest, add version:, or pinned: true for a server of your own',
  }
}

/** A pin as one word, for records and tables. */
export const pinName = (pin: PinClaim): string =>
  `${pin.provider}/${pin.model}${pin.version === undefined ? '' : ` (version ${pin.version})`}`

const latest = /(^|[-:/@])latest$/i
const localPin = /^[a-z0-9][a-z0-9._-]*@\d+\.\d+\.\d+$/

const pinnedName: readonly RegExp[] = [
  /(^|[^0-9])20\d\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])([^0-9]|$)/,
  /(^|[^0-9])20\d\d(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])([^0-9]|$)/,
  /-(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(-|$)/,
  /-2[3-9](0[1-9]|1[0-2])(-|$)/,
  /@sha256:[0-9a-f]{12,}$/,
  /@\d+\.\d+/,
]

const datedHint = (model: string): string | undefined => (Object.hasOwn(datedForms, model) ? `write ${datedForms[model]}` : undefined)
