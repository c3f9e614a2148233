import { cardsIn } from '../cards.ts'
import { emailsIn } from '../emails.ts'
import { ibansIn } from '../ibans.ts'
import type { Check } from '../input.ts'
import { masked } from '../secrets.ts'
import { textsIn } from '../texts.ts'

const kinds: readonly { readonly kind: string; readonly find: (text: string) => readonly string[]; readonly hint: string }[] = [
  { kind: 'an IBAN with a valid checksum', find: ibansIn, hint: 'change a digit, so that it belongs to nobody' },
  { kind: 'a card number with a valid checksum', find: cardsIn, hint: 'change a digit, so that it belongs to nobody' },
  { kind: 'an e-mail address', find: emailsIn, hint: 'write name@example.com' },
]

export const personalData: Check = {
  name: 'personal-data',
  level: 'error',
  why: 'a test set is committed, sent to models and printed',
  find: ({ all }) =>
    all.flatMap(({ sample, at }) =>
      textsIn(sample).flatMap(({ path, text }) =>
        kinds.flatMap(({ kind, find, hint }) =>
          find(text).map((found) => ({ at, id: sample.id, message: `${path} holds ${kind}: ${masked(found)}`, hint })),
        ),
      ),
    ),
}
