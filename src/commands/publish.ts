import { dirname, join } from 'node:path'
import type { Context } from '../domain/context.ts'
import { didYouMean } from '../domain/nearest.ts'
import type { Report } from '../domain/report.ts'
import { usage } from '../domain/usage-error.ts'
import { append, inside, makeFolder, shown, writeAtomically } from '../files/disk.ts'
import { githubAnnotations } from '../report/github.ts'
import { jsonReport } from '../report/json.ts'
import { junitReport } from '../report/junit.ts'
import { markdownReport } from '../report/markdown.ts'
import { plain, styleFor, type Style } from '../report/style.ts'
import { textReport } from '../report/text.ts'
import { isOn, listFlag, type Flags } from './command.ts'

type Format = 'json' | 'text' | 'md' | 'junit'

const formats: Readonly<Record<Format, (report: Report) => string>> = {
  json: jsonReport,
  text: (report) => textReport(report, plain),
  md: markdownReport,
  junit: junitReport,
}

const endings: Readonly<Record<Format, string>> = { json: 'json', text: 'txt', md: 'md', junit: 'xml' }

export type Destination = { readonly format: Format; readonly file: string }

/** The -o flags, checked before anything runs. */
export const destinations = (ctx: Context, flags: Flags): readonly Destination[] =>
  listFlag(flags, 'output').map((given) => {
    const [format = '', ...rest] = given.split('=')
    if (!isFormat(format))
      throw usage(
        `-o ${given}: unknown format ${format}`,
        didYouMean(format, Object.keys(formats)) ?? `known: ${Object.keys(formats).join(', ')}`,
      )
    if (rest.length === 0 || rest.join('=') === '') throw usage(`-o ${given}: no file`, `write -o ${format}=report.${endings[format]}`)
    return { format, file: inside(ctx.cwd, rest.join('=')) }
  })

/** Makes the folders that reports go to: one that cannot be made is better found before the run than after it. */
export const prepare = async (to: readonly Destination[]): Promise<void> => {
  for (const destination of to) await writing(destination, makeFolder(dirname(destination.file)))
}

/** Writes the report to stdout and wherever -o says; the verdict goes beside the run, last. */
export const publish = async (
  ctx: Context,
  report: Report,
  to: { readonly flags: Flags; readonly folder: string; readonly destinations: readonly Destination[] },
): Promise<void> => {
  const json = jsonReport(report)
  await writeAtomically(join(to.folder, 'report.json'), json)
  ctx.out(isOn(to.flags, 'json') ? json : textReport(report, outStyle(ctx, to.flags)))
  for (const destination of to.destinations) await writing(destination, write(ctx, destination.file, formats[destination.format](report)))
  if (ctx.env['GITHUB_ACTIONS'] === 'true')
    ctx.err(githubAnnotations(report, (file) => shown(ctx.env['GITHUB_WORKSPACE'] ?? ctx.cwd, inside(ctx.cwd, file))))
  await writeAtomically(
    join(to.folder, 'verdict.json'),
    `${JSON.stringify({ outcome: report.verdict.outcome, exit: report.exit, reasons: report.verdict.reasons })}\n`,
  )
}

/** A job's summary on GitHub is a file that every command of the step adds to; any other report is a file of its own. */
const write = async ({ cwd, env }: Context, file: string, content: string): Promise<void> => {
  const summary = env['GITHUB_STEP_SUMMARY'] ?? ''
  return summary !== '' && inside(cwd, summary) === file ? append(file, `${content}\n`) : writeAtomically(file, content)
}

/** Trouble with a report's file says which -o it belongs to. */
const writing = async ({ format, file }: Destination, work: Promise<void>): Promise<void> => {
  try {
    await work
  } catch (error) {
    if (error instanceof Error) error.message = `-o ${format}=${file} cannot be written: ${error.message}`
    throw error
  }
}

/** Colours of stdout as the flags and the surroundings have them. */
export const outStyle = (ctx: Context, flags: Flags): Style => {
  const flag = flags['color']
  return styleFor({ env: ctx.env, tty: ctx.outIsTty, ...(typeof flag === 'boolean' ? { flag } : {}) })
}

const isFormat = (format: string): format is Format => Object.hasOwn(formats, format)
