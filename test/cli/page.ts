/**
 * A golden page is Markdown: prose; files to write, fenced as ```yaml file=<name>; and sessions, fenced as ```console.
 * A line of a file that holds {01..60} stands for sixty lines. In a session each `$ aieval …` or `$ cat <file>` is followed
 * by its stdout, its stderr behind `2> `, and `exit: n`.
 */
export type Block =
  | { readonly kind: 'prose'; readonly text: string }
  | { readonly kind: 'file'; readonly text: string; readonly name: string; readonly content: string }
  | { readonly kind: 'session'; readonly commands: readonly string[] }

export type Ended = { readonly out: string; readonly err: string; readonly exit: number | null }

const fence = /^```(\w+)(?: file=(\S+))?\n(.*?)^```\n/gms

export const parsePage = (page: string): readonly Block[] => {
  const blocks: Block[] = []
  let end = 0
  for (const found of page.matchAll(fence)) {
    const [text, language, name, body = ''] = found
    blocks.push({ kind: 'prose', text: page.slice(end, found.index) })
    if (name !== undefined) blocks.push({ kind: 'file', text, name, content: expandRanges(body) })
    else if (language === 'console') blocks.push({ kind: 'session', commands: commandsOf(body) })
    else blocks.push({ kind: 'prose', text })
    end = found.index + text.length
  }
  return [...blocks, { kind: 'prose', text: page.slice(end) }]
}

/** A command as the page shows it once it has ended. */
export const showCommand = (command: string, { out, err, exit }: Ended): string =>
  [`$ ${command}`, ...linesOf(out), ...linesOf(err).map((line) => `2> ${line}`.trimEnd()), `exit: ${exit}`, ''].join('\n')

export const showSession = (commands: readonly string[]): string => `\`\`\`console\n${commands.join('\n')}\`\`\`\n`

/** The words of a command line; double quotes keep spaces. NAME=value words before the program are its environment. */
export const splitCommand = (line: string): { readonly env: Readonly<Record<string, string>>; readonly words: readonly string[] } => {
  const words = [...line.matchAll(/(?:[^\s"]|"[^"]*")+/g)].map(([word]) => word.replaceAll('"', ''))
  const first = words.findIndex((word) => !/^[A-Z_]+=/.test(word))
  const env = words
    .slice(0, first)
    .map((word): readonly [string, string] => [word.slice(0, word.indexOf('=')), word.slice(word.indexOf('=') + 1)])
  return { env: Object.fromEntries(env), words: words.slice(first) }
}

const commandsOf = (session: string): readonly string[] =>
  session.split('\n').flatMap((line) => (line.startsWith('$ ') ? [line.slice(2)] : []))

const linesOf = (text: string): readonly string[] => (text === '' ? [] : text.replace(/\n$/, '').split('\n'))

const range = /\{(\d+)\.\.(\d+)\}/

const expandRanges = (content: string): string =>
  content
    .split('\n')
    .flatMap((line) => {
      const [, first = '', last = ''] = range.exec(line) ?? []
      if (first === '') return [line]
      const numbers = Array.from({ length: Number(last) - Number(first) + 1 }, (_, index) =>
        String(Number(first) + index).padStart(first.length, '0'),
      )
      return numbers.map((number) => line.replaceAll(new RegExp(range, 'g'), number))
    })
    .join('\n')
