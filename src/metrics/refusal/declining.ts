import { UNABLE_AT_ALL } from './unable.ts'
import { UNKNOWING } from './unknowing.ts'
import { UNWILLING } from './unwilling.ts'

/** Without one of these no sentence declines; it spares most sentences the search for all the wordings. */
export const DECLINING_SIGN: RegExp =
  /n't|cannot|\bn(?:o|either|ever)|\bun(?:able|aware|clear|known)|only|just|solely|merely|strictly|\bi(?:'d|'ll|'m|'ve)?\b|outside|beyond|out of|\bmy\b|impossible|silent|leaves?\b|stops? short|omits?|lacks?|fails? to|missing|absent|left out|insufficient|a blank|ha(?:s|ve) to (?:look|see|check)|needs? to (?:look|see|check)|(?:question|matter|topic|decision) for|(?:stick|keep) to|"/i

const compile = (source: string): RegExp => new RegExp(source, 'i')

export const DECLINING: readonly RegExp[] = [...UNWILLING, ...UNKNOWING].map(compile)
export const DECLINING_WITHOUT_FIGURE: readonly RegExp[] = UNABLE_AT_ALL.map(compile)
