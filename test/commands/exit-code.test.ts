import assert from 'node:assert/strict'
import { test } from 'node:test'
import { exitCode, type Ending } from '../../src/commands/exit-code.ts'

const exits = (code: number, claim: string, ending: Ending): void => {
  test(`${code}: ${claim}`, () => assert.equal(exitCode(ending), code))
}

exits(0, 'done, and nothing was judged', { kind: 'done' })
exits(0, 'pass', { kind: 'judged', outcome: 'pass' })
exits(1, 'a regression', { kind: 'judged', outcome: 'fail' })
exits(2, 'something for the user to mend', { kind: 'usage' })
exits(3, 'could not measure', { kind: 'judged', outcome: 'not-measured' })
exits(3, 'the world failed', { kind: 'world', message: 'disk full' })
exits(4, 'no verdict', { kind: 'judged', outcome: 'no-verdict' })
exits(5, 'the gate itself was changed', { kind: 'judged', outcome: 'gate-changed' })
exits(130, 'interrupted by the user', { kind: 'signal', signal: 'SIGINT' })
exits(143, 'ended by the system', { kind: 'signal', signal: 'SIGTERM' })

const endings: Readonly<Record<Ending['kind'], readonly Ending[]>> = {
  done: [{ kind: 'done' }],
  usage: [{ kind: 'usage' }],
  signal: (['SIGINT', 'SIGTERM'] as const).map((signal) => ({ kind: 'signal', signal })),
  world: [{ kind: 'world', message: '' }],
  judged: (['pass', 'fail', 'not-measured', 'no-verdict', 'gate-changed'] as const).map((outcome) => ({ kind: 'judged', outcome })),
}

test('every ending has a code, and only a pass and what judged nothing have 0', () => {
  const all = Object.values(endings).flat()
  assert.ok(all.every((ending) => Number.isInteger(exitCode(ending))))
  assert.deepEqual(
    all.filter((ending) => exitCode(ending) === 0),
    [{ kind: 'done' }, { kind: 'judged', outcome: 'pass' }],
  )
})
