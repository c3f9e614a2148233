import type { Context } from '../domain/context.ts'

type Close = () => Promise<void>

const closes = new WeakMap<Context, readonly Close[]>()

/** What a command started and has to end with it, however it ends. */
export const closeAtEnd = (ctx: Context, close: Close): void => {
  closes.set(ctx, [...(closes.get(ctx) ?? []), close])
}

export const closeAll = async (ctx: Context): Promise<void> => {
  const pending = closes.get(ctx) ?? []
  closes.delete(ctx)
  await Promise.all(pending.map((close) => close()))
}
