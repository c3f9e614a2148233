import type { Check } from '../input.ts'
import { secretsIn } from '../secrets.ts'
import { textsIn } from '../texts.ts'

export const secret: Check = {
  name: 'secret',
  level: 'error',
  why: 'a test set is committed, sent to models and printed',
  find: ({ all }) =>
    all.flatMap(({ sample, at }) =>
      textsIn(sample).flatMap(({ path, text }) =>
        secretsIn(text).map(({ kind, shown }) => ({
          at,
          id: sample.id,
          message: `${path} holds ${kind}: ${shown}`,
          hint: 'revoke it, then write a placeholder',
        })),
      ),
    ),
}
