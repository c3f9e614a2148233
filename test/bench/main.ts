import { lineOf, type Group } from './figure.ts'
import { faults } from './groups/faults.ts'
import { limits } from './groups/limits.ts'
import { hundredThousand, oneMore, run } from './groups/run.ts'
import { million, scale } from './groups/scale.ts'
import { start } from './groups/start.ts'

const groups: Readonly<Record<string, Group>> = {
  start,
  run,
  'one-more': oneMore,
  faults,
  scale,
  limits,
  'hundred-thousand': hundredThousand,
  million,
}

/** Measured where they are named: they take long, or wait for what is not built yet. */
const onlyNamed: ReadonlySet<string> = new Set(['limits', 'hundred-thousand', 'million'])

const asked = process.argv.slice(2)
const unknown = asked.filter((name) => !Object.hasOwn(groups, name))
if (unknown.length > 0) throw new Error(`no group ${unknown.join(', ')}; there are ${Object.keys(groups).join(', ')}`)

for (const [name, group] of Object.entries(groups)) {
  if (asked.length > 0 ? !asked.includes(name) : onlyNamed.has(name)) continue
  process.stdout.write(`${name}\n`)
  await group((figure) => process.stdout.write(`  ${lineOf(figure)}`))
}
