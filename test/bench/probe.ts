import { writeFileSync } from 'node:fs'

/** Preloaded into what is measured: on its way out it writes down what it took. */
process.on('exit', () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage()
  writeFileSync(process.env['BENCH_PROBE'] ?? '', JSON.stringify({ cpuMs: (userCPUTime + systemCPUTime) / 1000, rssMb: maxRSS / 1024 }))
})
