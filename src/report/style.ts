import { Chalk, type ChalkInstance } from 'chalk'

/** How text may look where it goes: colours (level 0 = none) and whether signs beyond ASCII can be shown. */
export type Style = { readonly paint: ChalkInstance; readonly ascii: boolean }

export type Surroundings = {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly tty: boolean
  /** --color / --no-color, where given. */
  readonly flag?: boolean
}

/** --no-color > NO_COLOR > FORCE_COLOR > TERM=dumb > CI > a terminal. Decided once; no library decides for itself. */
export const styleFor = (around: Surroundings): Style => ({
  paint: new Chalk({ level: isColoured(around) ? 1 : 0 }),
  ascii: isAscii(around),
})

export const plain: Style = { paint: new Chalk({ level: 0 }), ascii: false }

const isColoured = ({ env, tty, flag }: Surroundings): boolean => {
  if (flag !== undefined) return flag
  if (isSet(env['NO_COLOR'])) return false
  if (env['FORCE_COLOR'] !== undefined) return env['FORCE_COLOR'] !== '0' && env['FORCE_COLOR'] !== 'false'
  if (env['TERM'] === 'dumb') return false
  return tty || isSet(env['GITHUB_ACTIONS']) || isSet(env['GITLAB_CI'])
}

const isAscii = ({ env, tty }: Surroundings): boolean => {
  if (!tty) return false
  const locale = [env['LC_ALL'], env['LC_CTYPE'], env['LANG']].find(isSet) ?? ''
  return env['TERM'] === 'dumb' || env['TERM'] === 'linux' || /^(C|POSIX)$/.test(locale)
}

const isSet = (value: string | undefined): boolean => value !== undefined && value !== ''
