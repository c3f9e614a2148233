import { didYouMean } from '../domain/nearest.ts'
import type { Place, Sample } from '../domain/sample.ts'
import type { Problem } from '../domain/usage-error.ts'

/** Labels that point to documents which the corpus does not have, each with its line. */
export const missingDocuments = (
  samples: Iterable<{ readonly sample: Sample; readonly at: Place }>,
  documents: ReadonlySet<string>,
): readonly Problem[] => {
  const known = [...documents]
  return Iterator.from(samples)
    .flatMap(({ sample, at }) =>
      namedDocuments(sample)
        .filter((document) => !documents.has(document))
        .map((document) =>
          withHint(
            { at, message: `${sample.id} names the document ${document}, which the corpus does not have` },
            didYouMean(document, known),
          ),
        ),
    )
    .toArray()
}

const namedDocuments = ({ expected }: Sample): readonly string[] => [
  ...new Set([
    ...(expected?.relevant ?? []).map((each) => each.doc),
    ...(expected?.must_not_cite ?? []),
    ...(expected?.facts ?? []).flatMap((fact) => fact.doc ?? []),
  ]),
]

const withHint = (problem: Problem, hint: string | undefined): Problem => (hint === undefined ? problem : { ...problem, hint })
