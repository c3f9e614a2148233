import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { build } from 'esbuild'

/**
 * Joins what tsc built into the few files that the command starts from. Node takes about 0.4 ms to find, read and link one module, whatever
 * is in it, and a run loads some 250 of them: 100 ms and more, three times what Node itself needs to start, and more than a cached run may
 * take beyond its own work. Loading them lazily helps `--help`, not a command that needs them; `require` of the same modules was no faster, and
 * tsc cannot join modules. The packages are left outside, so that what is installed is what runs, and nothing is minified: each part carries
 * the name of the file that it came from. The built modules stay beside it, for the child processes and threads that start from one of them,
 * and for what hashes a room's code; the bundle lies as deep as they do, so that a path relative to a module holds in both.
 */
const dist = join(import.meta.dirname, '..', '..', 'dist')
const outdir = join(dist, 'bundle')

await rm(outdir, { recursive: true, force: true })
await build({
  entryPoints: [join(dist, 'main.js')],
  outdir,
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node22.18',
  packages: 'external',
  sourcemap: true,
  sourcesContent: false,
  logLevel: 'warning',
})
