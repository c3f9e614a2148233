import type { Sample } from '../domain/sample.ts'

const shapes = ['text', 'number', 'date', 'bool', 'set'] as const
const companions: Readonly<Record<(typeof shapes)[number], readonly string[]>> = {
  text: ['aliases', 'pattern'],
  number: ['unit', 'tolerance'],
  date: [],
  bool: ['aliases'],
  set: [],
}
const common = new Set(['id', 'why', 'required', 'doc'])

/** Rules for facts and forbidden claims that the schema cannot say: one shape each, with nothing of another, ids once. */
export const claimIssues = (sample: Sample): readonly string[] => {
  const facts = sample.expected?.facts ?? []
  const forbidden = sample.expected?.forbidden ?? []
  return [
    ...facts.flatMap((claim, index) => shapeIssue(claim, `expected.facts.${index}`)),
    ...forbidden.flatMap((claim, index) => shapeIssue(claim, `expected.forbidden.${index}`)),
    ...repeated([...facts, ...forbidden].map((claim) => claim.id)).map((id) => `the claim id ${id} stands twice`),
    ...repeated((sample.expected?.relevant ?? []).map((each) => each.doc)).map((doc) => `the relevant document ${doc} stands twice`),
  ]
}

const shapeIssue = (claim: object, at: string): readonly string[] => {
  const found = shapes.filter((shape) => shape in claim)
  const [shape] = found
  if (shape === undefined || found.length > 1)
    return [`${at} needs exactly one of ${shapes.join(', ')}, has ${found.length === 0 ? 'none' : found.join(' and ')}`]
  const foreign = Object.keys(claim).filter((key) => key !== shape && !common.has(key) && !companions[shape].includes(key))
  return foreign.map((key) => `${at}.${key} has no meaning beside ${shape}`)
}

const repeated = (names: readonly string[]): readonly string[] => [...new Set(names.filter((name, index) => names.indexOf(name) !== index))]
