/** A JSON object of which nothing is known yet. */
export type Json = { readonly [name: string]: unknown }

export const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)

/** The object, or one without members where it is none. */
export const objectOf = (value: unknown): Json => (isObject(value) ? value : {})

/** The list, or an empty one where it is none. */
export const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])
