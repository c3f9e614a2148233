/** JSON with sorted keys and no spaces, so that equal values have equal text (RFC 8785); throws TypeError for what JSON cannot say. */
export const canonicalJson = (value: unknown): string => {
  if (Array.isArray(value)) return `[${Array.from(value, (item) => canonicalJson(item)).join(',')}]`
  if (typeof value === 'object' && value !== null) return object(value)
  return scalar(value)
}

const object = (value: object): string => {
  const fields = value as Readonly<Record<string, unknown>>
  let text = ''
  for (const key of Object.keys(fields).sort(byUnits)) {
    const member = fields[key]
    if (member !== undefined) text += `${text === '' ? '' : ','}${JSON.stringify(key)}:${canonicalJson(member)}`
  }
  return `{${text}}`
}

const byUnits = (one: string, other: string): number => (one < other ? -1 : 1)

const scalar = (value: unknown): string => {
  if (typeof value === 'number' && !Number.isFinite(value)) throw new TypeError(`${value} has no canonical JSON`)
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return JSON.stringify(value)
  throw new TypeError(`a value of type ${typeof value} has no canonical JSON`)
}
