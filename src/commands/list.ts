import type { Command } from './command.ts'
import { flag } from './flags.ts'

const run: Command = {
  name: 'run',
  summary: 'put the suite to its target, score it, compare it with the baseline and judge it',
  flags: [
    flag.config,
    flag.only,
    flag.tag,
    flag.json,
    flag.output,
    flag.strict,
    { spell: '--no-confirm', text: 'judge a drop within noise without asking a part of the set again' },
    flag.base,
    flag.approveInputs,
    { spell: '--resume', text: 'go on with the last run: what has an answer is not asked again' },
    flag.budget,
    flag.dryRun,
    flag.noCache,
    flag.quiet,
    flag.color,
    flag.noColor,
  ],
  examples: ['aieval run', 'aieval run --resume', 'aieval run --only fin-fee-0012', 'aieval run --json > report.json'],
  load: async () => (await import('./run.ts')).run,
}

const baseline: Command = {
  name: 'baseline',
  summary: 'accept the present scores as what later runs are compared with',
  flags: [
    flag.config,
    { spell: '--reason <text>', text: 'why these scores are accepted; kept with them' },
    { spell: '--accept-regression', text: 'accept although a metric dropped beyond its threshold' },
    { spell: '--anchor', text: 'also make it the anchor that slow drift is measured from' },
    { spell: '--in-ci', text: 'allow it where CI is set' },
    flag.budget,
    flag.dryRun,
    { spell: '--json', text: 'with --dry-run: one JSON object on stdout' },
    flag.noCache,
    flag.quiet,
    flag.color,
    flag.noColor,
  ],
  examples: ['aieval baseline --reason "first scores"', 'aieval baseline --accept-regression --reason "shorter answers, agreed in #42"'],
  load: async () => (await import('./baseline.ts')).baseline,
}

const compareModels: Command = {
  name: 'compare-models',
  operands: '[models...]',
  summary: 'put the same samples to the current model and to each candidate, before an upgrade',
  flags: [flag.config, flag.only, flag.tag, flag.json, flag.budget, flag.dryRun, flag.noCache, flag.quiet, flag.color, flag.noColor],
  examples: [
    'aieval compare-models gpt-4.1-2025-04-14',
    'aieval compare-models local/lexical@0.1.0',
    'aieval compare-models --json > upgrade.json',
  ],
  load: async () => (await import('./compare-models.ts')).compareModels,
}

const lint: Command = {
  name: 'lint',
  summary: 'check the labels of the test set, and show what it is made of',
  flags: [flag.config, flag.json, flag.color, flag.noColor],
  examples: ['aieval lint', 'aieval lint --json > lint.json'],
  load: async () => (await import('./lint.ts')).lint,
}

const doctor: Command = {
  name: 'doctor',
  summary: 'show what the gate can see, and judge one baseline trial against another: an app that did not change',
  flags: [flag.config, flag.json, flag.color, flag.noColor],
  examples: ['aieval doctor', 'aieval doctor --json > doctor.json'],
  load: async () => (await import('./doctor.ts')).doctor,
}

const rescore: Command = {
  name: 'rescore',
  summary: "measure the baseline's recorded answers with today's scorers",
  flags: [flag.config, { spell: '--in-ci', text: 'allow it where CI is set' }, flag.color, flag.noColor],
  examples: ['aieval rescore', 'aieval rescore -c other.config.yaml'],
  load: async () => (await import('./rescore.ts')).rescore,
}

const cache: Command = {
  name: 'cache',
  operands: '<stats|prune>',
  summary: 'what models answered before: how much of it is kept, and what may go',
  flags: [
    flag.config,
    { spell: '--verify', text: 'stats: read every entry, count kinds and damaged ones' },
    { spell: '--older-than <time>', text: 'prune: entries not used for so long (30d; to the day)' },
    { spell: '--max-size <size>', text: 'prune: down to so much (500MB), least recently used first' },
    { spell: '--damaged', text: 'prune: entries that fail their check' },
    { spell: '--dry-run', text: 'prune: say what would be removed' },
    flag.json,
  ],
  examples: ['aieval cache stats', 'aieval cache prune --older-than 30d', 'aieval cache prune --max-size 500MB --dry-run'],
  load: async () => (await import('./cache.ts')).cache,
}

/** Every command, with what its help says; what it does is loaded when it runs. */
export const commands: readonly Command[] = [run, baseline, compareModels, lint, doctor, rescore, cache]
