import { NOUN } from './past.ts'

/** What may stand between a mention and its disowning: no other bracket and no other figure but a year. */
const BETWEEN = '^(?:[^,(\\d€$£]|\\([^()\\d]{0,25}\\)|(?<!\\d)(?:19|20)\\d\\d(?!\\d)){0,30}?\\b'

/** The rest of a subject whose first words the mention is ("6 months of notice"), and no clause of its own. */
const SUBJECT =
  "'?(?: (?!(?:so|and|or|but|if|unless|when|where|while|it|they|you|we|which|who|that|then|because|since|after|before|until|as|than)\\b)\\p{L}[\\p{L}'-]*){0,4}"

/** Read at the start of the sentence after a mention. */
const DISOWNED_AFTER: readonly RegExp[] = [
  `${BETWEEN}(?:is|are|was|were)(?:n't| not| no longer) (?:correct|right|true|accurate|valid|current|the|what|how|up to date|in force|charged any ?more)\\b`,
  `${BETWEEN}no longer (?:applies|apply|valid|exists?|holds?|charged|available|offered)\\b`,
  `${BETWEEN}(?:is|are) (?:an? |now )?(?:out of date|outdated|wrong|incorrect|obsolete|superseded|false|expired|myth)\\b`,
  `${BETWEEN}(?:was|were|has been|have been|got) (?:since )?(?:replaced|superseded|reduced|lowered|raised|increased|abolished|removed|dropped|withdrawn|discontinued|scrapped|cut)\\b`,
  `${BETWEEN}(?:applied|was valid|were valid|was in force) (?:only )?(?:until|till|before|up to|last year|in (?:19|20)\\d\\d)\\b`,
  `${BETWEEN}was (?:the |our |an? )?(?:old|previous|former|original)\\b`,
  '^ ?(?:\\w+ ){0,2}\\((?:the |an? )?(?:old|outdated|previous|former|superseded|wrong|until|before|no longer (?:valid|available|offered|charged|current|in force|applicable|true|so))\\b[^):€$£%]{0,40}\\)',
  '^ ?(?:\\w+ ){0,2}\\(no longer\\)',
  `${BETWEEN}(?:was|were) (?:only )?(?:the |our |its )?(?:last year(?!')|(?:last year's|(?:19|20)\\d\\d) (?:\\w+ )?${NOUN})\\b`,
  `${BETWEEN}(?:was|were) the (?:\\w+ )?${NOUN} (?:(?:valid|charged|that applied|in force|in use|back) )?(?:until|till|up to|before|in|through|then|last)\\b`,
  `^${SUBJECT} (?:is|are|was|were|would be)(?:n't| not) (?:quite |alone |yet )?(?:enough|sufficient)\\b`,
  `^${SUBJECT} (?:do|does)(?:n't| not) suffice\\b`,
  `^${SUBJECT} (?:is|are|was|were|do|does|can|will)(?:n't| not|not) (?:\\w+ ){0,2}any ?more\\b`,
  `^ ?(?:${NOUN} )?used to (?:be (?:the|our|what|enough|charged|allowed|valid|in force)|apply)\\b`,
  `^ ?(?:${NOUN} )(?:ended|expired|lapsed|ran out|stopped|went away)\\b`,
].map((source) => new RegExp(source, 'u'))

/** What follows a mention takes it back ("… is no longer valid", "… was last year's rate"). */
export function isDisowned(after: string): boolean {
  return DISOWNED_AFTER.some((pattern) => pattern.test(after))
}
