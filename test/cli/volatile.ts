/** What differs from run to run and from machine to machine, with the word that stands for it on a page. */
const parts: readonly (readonly [RegExp, string])[] = [
  [/\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d\.\d{3}Z-[0-9a-f]{6}/g, '<run>'],
  [/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/g, '<time>'],
  [/(drift alarm: .*?of )\d{4}-\d\d-\d\d/g, '$1<date>'],
  [/\b\d{4}-\d\d-\d\d(?= ")/g, '<date>'],
  [/\(\d+ (?:minute|hour|day)s? old\)/g, '(<age>)'],
  [/(aieval"?:? "?)\d+\.\d+\.\d+/g, '$1<version>'],
  [/^\d+\.\d+\.\d+$/gm, '<version>'],
  [/last used \d{4}-\d\d-\d\d to \d{4}-\d\d-\d\d/g, 'last used <date> to <date>'],
  [/(entr(?:y|ies), )[\d.]+ (?:kB|bytes?)\b/g, '$1<size>'],
  [/("bytes": )[1-9]\d*/g, '$1<size>'],
  [/p50 [\d.]+ m?s, p95 [\d.]+ m?s/g, 'p50 <ms>, p95 <ms>'],
  [/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, '<uuid>'],
]

export const steady = (text: string, folder: string): string =>
  parts.reduce((each, [pattern, word]) => each.replaceAll(pattern, word), text.replaceAll(folder, '<folder>'))
