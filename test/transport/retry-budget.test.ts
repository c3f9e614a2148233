import assert from 'node:assert/strict'
import test from 'node:test'
import { retryBudget } from '../../src/transport/retry-budget.ts'

const takenOf = (planned: number, called: number): number => {
  const budget = retryBudget(planned)
  for (let call = 0; call < called; call += 1) budget.called()
  let taken = 0
  while (taken < 1000 && budget.take()) taken += 1
  return taken
}

for (const [planned, called, retries] of [
  [500, 1, 70],
  [0, 0, 20],
  [0, 300, 50],
  [100, 300, 50],
] as const) {
  test(`${planned} calls planned and ${called} made: ${retries} retries`, () => assert.equal(takenOf(planned, called), retries))
}
