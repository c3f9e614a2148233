import assert from 'node:assert/strict'
import { test } from 'node:test'
import { styleFor, type Surroundings } from '../../src/report/style.ts'

const isColoured = (around: Surroundings): boolean => styleFor(around).paint.level > 0

const coloured = (claim: string, around: Partial<Surroundings>, expected: boolean): void => {
  test(`${claim}: ${expected ? 'colour' : 'no colour'}`, () => assert.equal(isColoured({ env: {}, tty: false, ...around }), expected))
}

coloured('a terminal', { tty: true }, true)
coloured('a file or a pipe', {}, false)
coloured('a CI that shows colours, though no terminal', { env: { CI: 'true', GITHUB_ACTIONS: 'true' } }, true)
coloured('another one', { env: { CI: 'true', GITLAB_CI: 'true' } }, true)
coloured('a CI of which nothing is known', { env: { CI: 'true' } }, false)
coloured('TERM=dumb on a terminal', { env: { TERM: 'dumb' }, tty: true }, false)
coloured('NO_COLOR on a terminal', { env: { NO_COLOR: '1' }, tty: true }, false)
coloured('NO_COLOR without a value means nothing', { env: { NO_COLOR: '' }, tty: true }, true)
coloured('FORCE_COLOR in a pipe', { env: { FORCE_COLOR: '1' } }, true)
coloured('FORCE_COLOR without a value in a pipe', { env: { FORCE_COLOR: '' } }, true)
coloured('FORCE_COLOR=0 on a terminal', { env: { FORCE_COLOR: '0' }, tty: true }, false)
coloured('FORCE_COLOR=false on a terminal', { env: { FORCE_COLOR: 'false' }, tty: true }, false)
coloured('--color in a pipe', { flag: true }, true)
coloured('--no-color on a terminal', { flag: false, tty: true }, false)

/** From the strongest to the weakest; each contradicts the one below it. */
const precedence: readonly { readonly name: string; readonly says: boolean; readonly around: Partial<Surroundings> }[] = [
  { name: '--no-color', says: false, around: { flag: false } },
  { name: 'NO_COLOR', says: false, around: { env: { NO_COLOR: '1' } } },
  { name: 'FORCE_COLOR', says: true, around: { env: { FORCE_COLOR: '1' } } },
  { name: 'TERM=dumb', says: false, around: { env: { TERM: 'dumb' } } },
  { name: 'CI', says: true, around: { env: { GITHUB_ACTIONS: 'true' } } },
  { name: 'a pipe', says: false, around: { tty: false } },
]

for (const [rank, strongest] of precedence.entries())
  test(`${strongest.name} beats all that is weaker`, () => {
    const all = precedence.slice(rank)
    const env = Object.assign({}, ...all.map(({ around }) => around.env))
    assert.equal(isColoured({ tty: false, ...strongest.around, env }), strongest.says)
  })

test('--color beats everything', () =>
  assert.ok(isColoured({ env: { NO_COLOR: '1', FORCE_COLOR: '0', TERM: 'dumb' }, tty: false, flag: true })))

const inAscii = (claim: string, around: Surroundings, expected: boolean): void => {
  test(`${claim}: ${expected ? 'ASCII' : 'all signs'}`, () => assert.equal(styleFor(around).ascii, expected))
}

inAscii('a terminal that does not say', { env: {}, tty: true }, false)
inAscii('a terminal in UTF-8', { env: { LANG: 'de_DE.UTF-8' }, tty: true }, false)
inAscii('LANG=C', { env: { LANG: 'C' }, tty: true }, true)
inAscii('LANG=POSIX', { env: { LANG: 'POSIX' }, tty: true }, true)
inAscii('LANG=C.UTF-8', { env: { LANG: 'C.UTF-8' }, tty: true }, false)
inAscii('LC_ALL beats LANG', { env: { LC_ALL: 'C', LANG: 'de_DE.UTF-8' }, tty: true }, true)
inAscii('LC_CTYPE beats LANG', { env: { LC_CTYPE: 'C.UTF-8', LANG: 'C' }, tty: true }, false)
inAscii('LC_ALL without a value means nothing', { env: { LC_ALL: '', LANG: 'C' }, tty: true }, true)
inAscii('TERM=dumb', { env: { TERM: 'dumb' }, tty: true }, true)
inAscii('the Linux console', { env: { TERM: 'linux' }, tty: true }, true)
inAscii('a file, whatever the locale', { env: { LANG: 'C' }, tty: false }, false)
