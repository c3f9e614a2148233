import { alternate, median, rounded, type Figure, type Group } from '../figure.ts'
import { runAieval, runNode, startServer, type Spent } from '../processes.ts'
import { makeSuite } from '../suite.ts'

const rounds = 9

type Named = Pick<Figure, 'name' | 'goal' | 'peers'>

/** How long until a command has done its work, in times of how long Node takes to do nothing. */
export const start: Group = async (tell) => {
  const server = await startServer({ latency: { kind: 'fixed', ms: 0 } })
  const { folder, remove } = await makeSuite({ samples: 500, url: server.url, concurrency: 32 })
  const timed = (args: readonly string[]) => () => runAieval(folder, args, { probe: false })
  await runAieval(folder, ['baseline', '--reason', 'bench'])
  await against(tell, timed(['--version']), { name: '--version', goal: 1.5, peers: '' })
  await against(tell, timed(['--help']), { name: '--help', goal: 2, peers: 'a lazily loading CLI 1.4–1.7, braintrust 10, promptfoo 44' })
  await against(tell, timed(['lint']), { name: 'lint of 500 samples', goal: 4, peers: '' })
  await against(tell, timed(['run']), { name: 'run of 500 cached samples, with a verdict', goal: 6, peers: 'promptfoo 5 s' })
  await remove()
  await server.stop()
}

const nothing = (): Promise<Spent> => runNode({ args: ['-e', '0'], probe: false })

const against = async (tell: (figure: Figure) => void, command: () => Promise<Spent>, named: Named): Promise<void> => {
  await command()
  const taken = await alternate(rounds, { nothing, command })
  const ms = (which: 'nothing' | 'command'): string => rounded(median(taken.map((round) => round[which].wallMs)), 0)
  tell({
    ...named,
    measured: median(taken.map((round) => round.command.wallMs / round.nothing.wallMs)),
    detail: `${ms('command')} ms against ${ms('nothing')} ms of node -e 0`,
  })
}
