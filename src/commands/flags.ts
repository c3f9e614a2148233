import type { Flag } from './command.ts'

type Shared =
  | 'config'
  | 'only'
  | 'tag'
  | 'json'
  | 'output'
  | 'strict'
  | 'base'
  | 'approveInputs'
  | 'color'
  | 'noColor'
  | 'quiet'
  | 'noCache'
  | 'budget'
  | 'dryRun'

/** The flags that several commands share, spelled once. */
export const flag: Readonly<Record<Shared, Flag>> = {
  config: { spell: '-c, --config <file>', text: 'suite file (default: aieval.config.yaml or .json)' },
  only: { spell: '--only <ids...>', text: 'only these samples; shown, never a verdict', many: true },
  tag: { spell: '--tag <tags...>', text: 'only samples with one of these tags or slices; never a verdict', many: true },
  json: { spell: '--json', text: 'one JSON object on stdout, nothing else' },
  output: { spell: '-o, --output <format=file...>', text: 'also write a report: json, text, md or junit=<file>', many: true },
  strict: { spell: '--strict', text: 'an unproven pass is NO VERDICT (exit 4)' },
  base: { spell: '--base <ref>', text: 'also judge by the gate inputs of this commit (CI names it by itself)' },
  approveInputs: { spell: '--approve-inputs <hash>', text: "let this change's own gate inputs count" },
  color: { spell: '--color', text: 'colours, whatever the surroundings' },
  noColor: { spell: '--no-color', text: 'no colours' },
  quiet: { spell: '-q, --quiet', text: 'no progress on stderr' },
  budget: { spell: '--budget <usd>', text: 'never spend more on models: the run ends before it would' },
  dryRun: { spell: '--dry-run', text: 'say what would be asked and what it would cost; ask nobody' },
  noCache: { spell: '--no-cache', text: 'ask every model again' },
}
