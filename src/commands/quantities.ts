import { usage } from '../domain/usage-error.ts'

const milliseconds: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 }
const bytes: Readonly<Record<string, number>> = { b: 1, kb: 1e3, mb: 1e6, gb: 1e9, kib: 1024, mib: 1024 ** 2, gib: 1024 ** 3 }

/** "30d", in milliseconds. */
export const durationOf = (flag: string, given: string): number =>
  amountOf(given, milliseconds) ?? refuse(flag, given, 'a time: 12h, 30d, 8w')

/** "500MB", in bytes. */
export const sizeOf = (flag: string, given: string): number => amountOf(given, bytes) ?? refuse(flag, given, 'a size: 500MB, 2GB, 64MiB')

const amountOf = (given: string, units: Readonly<Record<string, number>>): number | undefined => {
  const [, number = '', unit = ''] = /^(\d+(?:\.\d+)?) ?([a-z]+)$/i.exec(given.trim()) ?? []
  const factor = Object.hasOwn(units, unit.toLowerCase()) ? units[unit.toLowerCase()] : undefined
  return factor === undefined ? undefined : Number(number) * factor
}

const refuse = (flag: string, given: string, wanted: string): never => {
  throw usage(`${flag} ${given} is not ${wanted}`)
}
