#!/usr/bin/env node
// Plain old JavaScript without imports: an older Node has to get this far to be told what it lacks.
var needed = [22, 18]
var found = process.versions.node.split('.')

if (Number(found[0]) < needed[0] || (Number(found[0]) === needed[0] && Number(found[1]) < needed[1])) {
  process.stderr.write(
    'aieval needs Node ' +
      needed.join('.') +
      ' or newer, this is ' +
      process.versions.node +
      ' (install it from nodejs.org, or npm i -D node@24)\n',
  )
  process.exitCode = 2
} else {
  import('../dist/bundle/main.js').catch(function (error) {
    process.exitCode = 70
    process.stderr.write(String((error && error.stack) || error) + '\n')
  })
}
