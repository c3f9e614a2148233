import { readText } from './disk.ts'

/** This package's version, from the package.json one folder above the build. */
export const readVersion = async (): Promise<string> => {
  const file = new URL('../../package.json', import.meta.url)
  const { version } = JSON.parse(await readText(file.pathname)) as { readonly version: string }
  return version
}
