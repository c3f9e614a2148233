import { coarseThreshold } from './checks/coarse-threshold.ts'
import { factInQuestion } from './checks/fact-in-question.ts'
import { factNotInDocuments } from './checks/fact-not-in-documents.ts'
import { failingReference } from './checks/failing-reference.ts'
import { forbiddenFact } from './checks/forbidden-fact.ts'
import { format } from './checks/format.ts'
import { judgedIncomplete } from './checks/judged-incomplete.ts'
import { largeCluster } from './checks/large-cluster.ts'
import { misjudgedExample } from './checks/misjudged-example.ts'
import { missingDocument } from './checks/missing-document.ts'
import { nearDuplicateAcross } from './checks/near-duplicate-across.ts'
import { nearDuplicate } from './checks/near-duplicate.ts'
import { noFacts } from './checks/no-facts.ts'
import { personalData } from './checks/personal-data.ts'
import { secret } from './checks/secret.ts'
import { sharedCluster } from './checks/shared-cluster.ts'
import { sharedId } from './checks/shared-id.ts'
import { smallSlice } from './checks/small-slice.ts'
import { unanswerableWithDocuments } from './checks/unanswerable-with-documents.ts'
import type { Check } from './input.ts'

export const checks: readonly Check[] = [
  format,
  missingDocument,
  sharedId,
  sharedCluster,
  nearDuplicateAcross,
  noFacts,
  unanswerableWithDocuments,
  forbiddenFact,
  secret,
  personalData,
  nearDuplicate,
  factNotInDocuments,
  factInQuestion,
  failingReference,
  misjudgedExample,
  largeCluster,
  smallSlice,
  coarseThreshold,
  judgedIncomplete,
]
