/** How many retries a whole run may make: a broken server must not be asked several times for everything. */
export type RetryBudget = {
  readonly called: () => void
  /** Takes one retry; false where none is left. */
  readonly take: () => boolean
}

const share = 0.1
const atLeast = 20

/** A tenth of the calls, planned or made, whichever are more, and twenty. */
export const retryBudget = (planned: number): RetryBudget => {
  let calls = 0
  let taken = 0
  return {
    called: () => void (calls += 1),
    take() {
      if (taken >= atLeast + Math.floor(share * Math.max(planned, calls))) return false
      taken += 1
      return true
    },
  }
}
