import type { CallPlan, PlannedCalls } from '../domain/call-plan.ts'
import type { Range } from '../domain/token-estimate.ts'
import { dollars, plural } from './figures.ts'
import type { Style } from './style.ts'
import { table } from './table.ts'
import { jsonText, toAscii, visible } from './visible.ts'

/** What a command would ask and what that would cost, for a terminal. */
export const planText = (plan: CallPlan, style: Style): string => {
  const { samples, questions } = plan.planned
  const times = questions === samples ? '' : `, ${plural(questions, 'question')}`
  const lines = [
    `aieval ${plan.aieval}   ${visible(plan.suite)}   ${plural(samples, 'sample')}${times}   a dry run: nobody is asked, nothing is written`,
    '',
    ...(plan.calls.length === 0 ? [] : [callTable(plan, style), '']),
    ...notesOf(plan).map((note) => `note   ${visible(note)}`),
    `cost   ${money(plan.usd)}`,
  ]
  const text = `${lines.join('\n')}\n`
  return style.ascii ? toAscii(text) : text
}

/** The same as one JSON object; null where nobody knows. */
export const planJson = ({ calls, usd, ...plan }: CallPlan): string =>
  jsonText({
    schemaVersion: 1,
    dryRun: true,
    ...plan,
    notes: notesOf({ ...plan, calls, usd }),
    calls: calls.map((each) => ({
      ...each,
      tokensIn: orNull(each.tokensIn),
      tokensOut: orNull(each.tokensOut),
      usd: orNull(each.usd),
    })),
    usd: orNull(usd),
  })

const orNull = (range: Range | 'unknown'): Range | null => (range === 'unknown' ? null : range)

const right = 'right' as const

const callTable = ({ calls }: CallPlan, style: Style): string =>
  table(
    [
      { head: 'model' },
      { head: 'for' },
      { head: 'cached', align: right },
      { head: 'to ask', align: right },
      { head: 'open', align: right },
      { head: 'tokens in', align: right },
      { head: 'tokens out', align: right },
      { head: 'USD', align: right },
    ],
    calls.map((each) => [
      visible(each.model),
      each.purpose,
      String(each.cached),
      String(each.asked),
      String(each.open),
      counted(each, each.tokensIn),
      counted(each, each.tokensOut),
      each.asked + each.open === 0 ? '–' : money(each.usd),
    ]),
    style,
  )

const counted = ({ asked, open }: PlannedCalls, range: Range | 'unknown'): string => {
  if (asked + open === 0 || (range !== 'unknown' && range.most === 0)) return '–'
  if (range === 'unknown') return 'unknown'
  return range.least === range.most ? String(range.most) : `${range.least} – ${range.most}`
}

const money = (range: Range | 'unknown'): string => {
  if (range === 'unknown') return 'unknown'
  return range.least === range.most ? amount(range.most) : `${amount(range.least)} – ${amount(range.most)}`
}

/** What is not nothing does not look like it. */
const amount = (usd: number): string => (usd > 0 && usd < 0.00001 ? '< $0.00001' : dollars(usd))

/** The rules that the figures follow, where there are figures. */
const notesOf = ({ calls, pricesAsOf, notes }: CallPlan): readonly string[] => {
  const estimated = calls.some(({ asked, open, tokensIn }) => asked + open > 0 && tokensIn !== 'unknown' && tokensIn.most > 0)
  return [
    ...notes,
    ...(estimated
      ? ['tokens in: a token is taken to be 3 to 5 bytes, as in English text and JSON; tokens out: up to max_tokens an answer']
      : []),
    ...(estimated ? ['attempts that have to be repeated come on top'] : []),
    ...(pricesAsOf === undefined
      ? []
      : [`prices as of ${pricesAsOf}, from the list that comes with aieval: they change, and price in the config goes first`]),
  ]
}
