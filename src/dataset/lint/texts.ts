/** Every string in a sample, with the path to it; the sample's own names for things (id, cluster, tags) included. */
export const textsIn = (value: unknown, path = ''): readonly { readonly path: string; readonly text: string }[] => {
  if (typeof value === 'string') return [{ path, text: value }]
  if (value === null || typeof value !== 'object') return []
  return Object.entries(value).flatMap(([key, inner]) => textsIn(inner, path === '' ? key : `${path}.${key}`))
}
