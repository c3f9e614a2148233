import { ABLE, ASIDE, I, IDLE, NOTHING, QUALM, UNABLE } from './parts.ts'

/** Any other verb after "I can't": only where the sentence brings no figure, which would make it a rule. */
export const UNABLE_AT_ALL: readonly string[] = [
  `\\b${I} ?${UNABLE}${ASIDE}${IDLE}(?: \\w| ?[-:.,;!)]|$)`,
  `\\bi(?:'m| am) (?:\\w+ )?(?:an?|the|here)\\b[^.!?;,]{0,80}\\b(?:and|so|but) (?:therefore |sadly |unfortunately |also )?(?:${UNABLE}|not ${ABLE}|don't|do not) \\w`,
  `\\bi(?:'ve| have)? (?:looked|searched|checked|went|gone|read|tried)\\b[^.!?;]{0,80}\\b(?:and|but|yet) (?:couldn't|could not|can't|cannot|didn't|did not|found) (?:find|see|nothing|locate|come across|no)\\b`,
  `\\bi (?:currently |just )?(?:don't|do not) (?:currently |actually |yet |seem to )?(?:have|see|possess|hold)\\b(?! to\\b| (?:an?|any) ${QUALM}| why)`,
  `\\bi(?:'ve| ${NOTHING}) no (?!${QUALM})`,
  `\\bi (?:don't|do not)${ASIDE} (?:do|make|take|handle|cover|carry|decode|execute|run|play|translate|print|repeat|speculate|debug|deal)\\b`,
]
