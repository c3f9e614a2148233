import { issuesOf, type Breach, type Check } from './issues.ts'
import { leaves, metaKeywords, typeOf, uniqueItems, type Leaf, type Schema } from './own-keywords.ts'

/**
 * Checks values by a schema of this package's own: the keywords that those use, said as ajv says them. Loading ajv and compiling the
 * schemas of a suite and its samples takes several times as long as starting Node; users' schemas, which may use every keyword, pay that.
 */
export const checkBy = (schema: object): Check => {
  const test = ruleOf({ schema, at: '#', root: schema })
  return (value) => {
    const found: Breach[] = []
    test(value, [], found)
    return found.length === 0 ? [] : issuesOf(found)
  }
}

type Place = { readonly schema: Schema; readonly at: string; readonly root: Schema }

/** Adds to `found` what is wrong with a value; `path` leads to it and is as before when the rule is done. */
type Rule = (value: unknown, path: (string | number)[], found: Breach[]) => void

const ruleOf = (place: Place): Rule => {
  const unknown = Object.keys(place.schema).find((key) => !known.has(key))
  if (unknown !== undefined) throw new TypeError(`${place.at}: ${unknown} is no keyword of this package's own schemas`)
  const rules = makers.flatMap(([keyword, make]) => (place.schema[keyword] === undefined ? [] : [make(place)]))
  return (value, path, found) => {
    for (const rule of rules) rule(value, path, found)
  }
}

type Maker = readonly [keyof Schema, (place: Place) => Rule]

const leafMaker = ({ keyword, kind, breaches }: Leaf): Maker => [
  keyword,
  ({ schema, at }) => {
    const broken = breaches(schema)
    return (value, path, found) => {
      if (kind !== undefined && typeOf(value) !== kind) return
      for (const breach of broken(value)) found.push({ ...breach, ...told({ schema, at, keyword }, value, path) })
    }
  },
]

type Told = { readonly schema: Schema; readonly at: string; readonly keyword: keyof Schema }

const told = ({ schema, at, keyword }: Told, data: unknown, path: readonly (string | number)[]) => ({
  keyword,
  instancePath: path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join(''),
  schemaPath: `${at}/${keyword}`,
  schema: schema[keyword],
  parentSchema: schema,
  data,
})

const within = ({ root, at }: Place, schema: Schema, step: string): Place => ({ schema, root, at: `${at}/${step}` })

const refRule = ({ schema, root }: Place): Rule => {
  const ref = schema.$ref ?? ''
  const name = ref.replace('#/definitions/', '')
  const meant = root.definitions?.[name]
  if (meant === undefined) throw new TypeError(`${ref} names no definition`)
  return ruleOf({ schema: meant, root, at: ref })
}

const anyOfRule = (place: Place): Rule => {
  const { schema, at } = place
  const rules = (schema.anyOf ?? []).map((branch, index) => ruleOf(within(place, branch, `anyOf/${index}`)))
  return (value, path, found) => {
    const tried: Breach[] = []
    for (const rule of rules) {
      const before = tried.length
      rule(value, path, tried)
      if (tried.length === before) return
    }
    found.push(...tried, { params: {}, ...told({ schema, at, keyword: 'anyOf' }, value, path) })
  }
}

const itemsRule = (place: Place): Rule => {
  const rule = ruleOf(within(place, place.schema.items ?? {}, 'items'))
  return (value, path, found) => {
    if (!Array.isArray(value)) return
    for (const [index, item] of value.entries()) follow(rule, item, { path, step: index, found })
  }
}

const additionalRule = (place: Place): Rule => {
  const { schema, at } = place
  const known = schema.properties ?? {}
  const additional = schema.additionalProperties
  const rule = typeof additional === 'object' ? ruleOf(within(place, additional, 'additionalProperties')) : undefined
  return (value, path, found) => {
    if (typeOf(value) !== 'object') return
    for (const [key, inner] of Object.entries(value as object)) {
      if (Object.hasOwn(known, key)) continue
      if (rule !== undefined) follow(rule, inner, { path, step: key, found })
      else found.push({ params: { additionalProperty: key }, ...told({ schema, at, keyword: 'additionalProperties' }, value, path) })
    }
  }
}

const propertiesRule = (place: Place): Rule => {
  const rules = Object.entries(place.schema.properties ?? {}).map(
    ([key, inner]) => [key, ruleOf(within(place, inner, `properties/${key}`))] as const,
  )
  return (value, path, found) => {
    if (typeOf(value) !== 'object') return
    const fields = value as Readonly<Record<string, unknown>>
    for (const [key, rule] of rules) if (fields[key] !== undefined) follow(rule, fields[key], { path, step: key, found })
  }
}

type Step = { readonly path: (string | number)[]; readonly step: string | number; readonly found: Breach[] }

const follow = (rule: Rule, value: unknown, { path, step, found }: Step): void => {
  path.push(step)
  rule(value, path, found)
  path.pop()
}

/** In the order in which ajv asks them. */
const makers: readonly Maker[] = [
  ...leaves.map(leafMaker),
  ['$ref', refRule],
  ['anyOf', anyOfRule],
  ['items', itemsRule],
  leafMaker(uniqueItems),
  ['additionalProperties', additionalRule],
  ['properties', propertiesRule],
]

const known: ReadonlySet<string> = new Set([...metaKeywords, ...makers.map(([keyword]) => keyword)])
