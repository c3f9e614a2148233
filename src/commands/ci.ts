import type { Context } from '../domain/context.ts'

/** Whether an automaton runs this: CI is set to anything but false. */
export const inCi = ({ env }: Pick<Context, 'env'>): boolean => !['', 'false'].includes(env['CI'] ?? '')
