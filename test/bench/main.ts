import { lineOf, type Group } from './figure.ts'
import { hundredThousand, run } from './groups/run.ts'
import { start } from './groups/start.ts'

const groups: Readonly<Record<string, Group>> = { start, run, 'hundred-thousand': hundredThousand }

/** The groups that are named, or all; each figure is printed as it is known. */
const asked = process.argv.slice(2)
const unknown = asked.filter((name) => !Object.hasOwn(groups, name))
if (unknown.length > 0) throw new Error(`no group ${unknown.join(', ')}; there are ${Object.keys(groups).join(', ')}`)

for (const [name, group] of Object.entries(groups)) {
  if (asked.length > 0 && !asked.includes(name)) continue
  process.stdout.write(`${name}\n`)
  await group((figure) => process.stdout.write(`  ${lineOf(figure)}`))
}
