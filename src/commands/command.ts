import type { Context } from '../domain/context.ts'
import type { Ending } from './exit-code.ts'

/** What commander read from the command line, by the camel-cased names of the flags. */
export type Flags = Readonly<Record<string, unknown>>

export type Flag = { readonly spell: string; readonly text: string; readonly many?: boolean }

export type Command = {
  readonly name: string
  readonly summary: string
  /** As commander spells them: "<models...>". */
  readonly operands?: string
  readonly flags: readonly Flag[]
  readonly examples: readonly string[]
  /** What the command does; help is shown without loading it. */
  readonly load: () => Promise<Act>
}

export type Act = (ctx: Context, flags: Flags, operands: readonly string[]) => Promise<Ending>

export const textFlag = (flags: Flags, name: string): string | undefined => {
  const value = flags[name]
  return typeof value === 'string' ? value : undefined
}

export const listFlag = (flags: Flags, name: string): readonly string[] => {
  const value = flags[name]
  return Array.isArray(value) ? value.map(String) : []
}

export const isOn = (flags: Flags, name: string): boolean => flags[name] === true
