export type Redactor = {
  readonly redact: (text: string) => string
  /** Characters of the longest form of a secret: as much of a text's end may be the beginning of one. */
  readonly longest: number
}

/** Puts its name in the place of every secret, also where it is base64, percent-encoded or a JSON string. */
export const redactor = (secrets: Readonly<Record<string, string>>): Redactor => {
  const forms = Object.entries(secrets)
    .filter(([, value]) => value.length >= shortest)
    .flatMap(([name, value]) => [...formsOf(value)].map((form) => ({ name, form })))
    .toSorted((one, other) => other.form.length - one.form.length)
  return {
    redact: (text) => forms.reduce((rest, { name, form }) => rest.replaceAll(form, `[${name}]`), text),
    longest: forms[0]?.form.length ?? 0,
  }
}

/** What is shorter would take every other word with it. */
const shortest = 4

const formsOf = (value: string): ReadonlySet<string> => {
  const base64 = Buffer.from(value).toString('base64')
  const url = Buffer.from(value).toString('base64url')
  return new Set([value, base64, base64.replace(/=+$/, ''), url, encodeURIComponent(value), JSON.stringify(value).slice(1, -1)])
}
