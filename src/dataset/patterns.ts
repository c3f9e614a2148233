import type { Claim, Sample } from '../domain/sample.ts'

/** Every regular expression that a sample's expectation holds, with the path it stands at. */
export const patternsOf = ({ expected }: Sample): readonly { readonly path: string; readonly pattern: string }[] => {
  const { facts = [], forbidden = [], format = {} } = expected ?? {}
  return [
    ...facts.flatMap((claim, index) => patternOf(claim, `expected.facts.${index}.pattern`)),
    ...forbidden.flatMap((claim, index) => patternOf(claim, `expected.forbidden.${index}.pattern`)),
    ...(format.matches ?? []).map((pattern, index) => ({ path: `expected.format.matches.${index}`, pattern })),
    ...(format.not_matches ?? []).map((pattern, index) => ({ path: `expected.format.not_matches.${index}`, pattern })),
  ]
}

const patternOf = (claim: Claim, path: string): readonly { readonly path: string; readonly pattern: string }[] =>
  'pattern' in claim && claim.pattern !== undefined ? [{ path, pattern: claim.pattern }] : []
