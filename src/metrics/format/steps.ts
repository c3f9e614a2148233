const STEP = /^\s{0,12}(?:#{1,6} |[*_]{1,2})?(?:step )?(\d{1,3})[.):](?:[\s*_]|$)/i

/** How many lines are numbered 1, 2, 3 … in turn, in the longest such list. */
export function countSteps(text: string): number {
  let longest = 0
  let current = 0
  for (const line of text.split(/\r?\n/)) {
    const number = Number(STEP.exec(line)?.[1])
    if (number === current + 1) current = number
    else if (number === 1) current = 1
    longest = Math.max(longest, current)
  }
  return longest
}
